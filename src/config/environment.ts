import 'reflect-metadata';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  validateSync,
} from 'class-validator';
import { resolve } from 'node:path';
import { holdsCertificates } from './certificate.js';

const logLevels = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] as const;

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;

/** The environment variables of the backend, checked and with their defaults; `.env.example` explains each. */
export class Environment {
  @IsInt()
  @Min(0)
  @Max(65_535)
  @Type(() => Number)
  readonly PORT: number = 3000;

  @IsString()
  @MinLength(1)
  readonly HOST: string = '127.0.0.1';

  /** Absent: an embedded node is started. */
  @IsOptional()
  @Transform(list)
  @MinLength(1, { each: true })
  readonly CASSANDRA_CONTACT_POINTS?: readonly string[];

  @IsInt()
  @Min(1)
  @Max(65_535)
  @Type(() => Number)
  readonly CASSANDRA_PORT: number = 9042;

  @IsString()
  @MinLength(1)
  readonly CASSANDRA_LOCAL_DATACENTER: string = 'datacenter1';

  @Matches(/^\w{1,48}$/, {
    message: 'CASSANDRA_KEYSPACE must be 1 to 48 letters, digits or underscores',
  })
  readonly CASSANDRA_KEYSPACE: string = 'city_info';

  @IsInt()
  @Min(1)
  @Type(() => Number)
  readonly CASSANDRA_REPLICAS: number = 1;

  @IsOptional()
  @IsString()
  readonly CASSANDRA_USERNAME?: string;

  @ValidateIf((environment: Environment) => environment.CASSANDRA_USERNAME !== undefined)
  @IsString({ message: 'CASSANDRA_PASSWORD must be set when CASSANDRA_USERNAME is' })
  readonly CASSANDRA_PASSWORD?: string;

  @IsIn(['on', 'off'])
  @ValidateBy(
    {
      name: 'isOnWithAuthority',
      validator: {
        validate: (value, check) =>
          value === 'on' || (check?.object as Environment).CASSANDRA_TLS_CA === undefined,
      },
    },
    { message: 'CASSANDRA_TLS must be on when CASSANDRA_TLS_CA is set' },
  )
  readonly CASSANDRA_TLS: 'on' | 'off' = 'off';

  /** Absent: the authorities that Node knows are trusted. */
  @IsOptional()
  @ValidateBy(
    { name: 'isCertificateFile', validator: { validate: holdsCertificates } },
    { message: 'CASSANDRA_TLS_CA must be a readable file of certificates in PEM' },
  )
  readonly CASSANDRA_TLS_CA?: string;

  @IsString()
  @MinLength(1)
  readonly DATA_DIR: string = '.cassandra';

  @IsString()
  @MinLength(1)
  readonly EXPORT_ROOT: string = 'exports';

  @IsInt()
  @Min(0)
  @Max(64)
  @Type(() => Number)
  readonly EXPORTS_AT_ONCE: number = 1;

  @IsInt()
  @Min(1)
  @Max(1000)
  @Type(() => Number)
  readonly EXPORT_QUEUE: number = 20;

  @IsInt()
  @Min(2)
  @Max(3600)
  @Type(() => Number)
  readonly EXPORT_LEASE_SECONDS: number = 30;

  @IsInt()
  @Min(1)
  @Type(() => Number)
  readonly EXPORT_BUDGET_MIB: number = 10_240;

  @IsInt()
  @Min(1)
  @Max(3650)
  @Type(() => Number)
  readonly EXPORT_RETENTION_DAYS: number = 30;

  /** By default the embedded node gets sample data, and a cluster that was there before us does not. */
  @IsOptional()
  @IsIn(['on', 'off'])
  readonly SEED?: 'on' | 'off';

  @IsIn(logLevels)
  readonly LOG_LEVEL: (typeof logLevels)[number] = 'warn';

  @ValidateIf(
    ({ CURSOR_SECRETS, NODE_ENV }: Environment) =>
      CURSOR_SECRETS !== undefined || NODE_ENV === 'production',
  )
  @Transform(list)
  @MinLength(32, {
    each: true,
    message:
      'CURSOR_SECRETS must be secrets of 32 characters or more, separated by commas; in production it must be set (openssl rand -base64 32)',
  })
  readonly CURSOR_SECRETS?: readonly string[];

  @IsOptional()
  @IsString()
  readonly NODE_ENV?: string;
}

/** What is wrong with the environment: one message for all faults, which names the variables and never their values. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
}

/**
 * Reads the variables the backend knows; an empty one counts as absent, folders become absolute.
 *
 * @throws InvalidEnvironmentError with all faults together
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const faults = validateSync(environment).flatMap((fault) =>
    Object.values(fault.constraints ?? {}),
  );
  if (faults.length > 0) {
    throw new InvalidEnvironmentError(
      `The environment is not as it has to be:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\n.env.example explains each variable.`,
    );
  }
  return Object.assign(environment, {
    SEED: environment.SEED ?? (environment.CASSANDRA_CONTACT_POINTS === undefined ? 'on' : 'off'),
    DATA_DIR: resolve(environment.DATA_DIR),
    EXPORT_ROOT: resolve(environment.EXPORT_ROOT),
  });
}
