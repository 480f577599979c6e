import {
  type CounterRepository,
  InjectRepository,
  type ReadRepository,
  type Repository,
} from 'cassanest';
import { Patient, type PatientCopy, Plays, UserByCity } from './tables.js';

export class Right {
  @InjectRepository(Patient) readonly patients!: Repository<Patient>;
  @InjectRepository(Plays) readonly plays!: CounterRepository<Plays>;

  constructor(
    @InjectRepository(UserByCity) readonly users: Repository<UserByCity>,
    @InjectRepository(Patient, 'archive') private readonly archived: Repository<Patient>,
    @InjectRepository(Patient) protected readonly reader: ReadRepository<Patient>,
  ) {
    void this.archived;
  }
}

export class Wrong {
  // @ts-expect-error a property of another table's repository
  @InjectRepository(Patient) readonly users!: Repository<UserByCity>;

  // @ts-expect-error a table with a counter has another class of repository
  @InjectRepository(Plays) readonly plays!: Repository<Plays>;

  // @ts-expect-error a table without a counter has none to add to
  @InjectRepository(Patient) readonly counted!: CounterRepository<Patient>;

  constructor(
    // @ts-expect-error a parameter of another table's repository
    @InjectRepository(UserByCity) readonly patients: Repository<Patient>,
    // @ts-expect-error a table of equal columns is another table
    @InjectRepository(Patient) readonly copies: Repository<PatientCopy>,
    // @ts-expect-error no repository at all
    @InjectRepository(Patient) readonly name: string,
  ) {}
}
