import { type Cassandra, column, cql, type CqlRow, Decimal, Duration } from 'cassanest';
import { Reading, UserByCity } from './tables.js';

declare const cassandra: Cassandra;
declare const city: string;

const statement = cql`SELECT ${column(UserByCity, 'age')} FROM ${UserByCity} WHERE city = ${city}`;
const rows: Promise<CqlRow[]> = cassandra.query(statement).with({ pageSize: 10 }).all();
void cassandra.query(cql`SELECT * FROM ${Reading} WHERE at IN ${[new Date()]} LIMIT ${3}`);
void cql`UPDATE ${UserByCity} SET tags = tags + ${new Set(['a'])}, name = ${null}`;
void cql`SELECT ${Decimal.of('1.5')}, ${Duration.of('1h')}, ${Float32Array.of(1, 2)}`;
void rows;

// @ts-expect-error a text is no statement
void cassandra.query(`SELECT * FROM users WHERE city = '${city}'`);
// @ts-expect-error cql is a tag
void cql('SELECT 1');
// @ts-expect-error undefined is no value
void cql`SELECT ${undefined}`;
// @ts-expect-error an object is no value
void cql`SELECT ${{ gt: 1 }}`;
// @ts-expect-error unknown column
void column(UserByCity, 'nosuch');
