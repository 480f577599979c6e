export { CassandraModule } from './cassandra.module.js';
export type {
  CassandraModuleAsyncOptions,
  CassandraModuleOptions,
  CassandraOptions,
  CassandraOptionsFactory,
  ConnectCassandraOptions,
} from './options/cassandra.options.js';
export {
  getCassandraToken,
  getClientToken,
  getRepositoryToken,
  InjectCassandra,
  InjectClient,
  InjectRepository,
  type RepositoryDecorator,
} from './cassandra.tokens.js';
export { Cassandra } from './cassandra.js';
export { connectCassandra } from './connect-cassandra.js';
export { CassandraSerializerInterceptor } from './http/cassandra-serializer.interceptor.js';
export { CassandraExceptionFilter } from './http/cassandra-exception.filter.js';
export { type CassandraProblem, cassandraProblem } from './http/cassandra-problem.js';
export type { PingOptions } from './ping.js';

export { Decimal } from './codec/value/decimal.js';
export { Duration } from './codec/value/duration.js';
export {
  frozen,
  list,
  map,
  set,
  tuple,
  type TupleValue,
  vector,
} from './table/column/collection-builders.js';
export type {
  ElementRule,
  FieldRule,
  FrozenRule,
  HoldsDuration,
  SortedElementRule,
} from './table/column/element-rules.js';
export type {
  Column,
  Columns,
  CounterName,
  DerivedColumn,
  HasCounter,
} from './table/column/column.js';
export {
  ascii,
  bigint,
  blob,
  boolean,
  counter,
  date,
  decimal,
  double,
  duration,
  float,
  inet,
  int,
  smallint,
  text,
  time,
  timestamp,
  timeuuid,
  tinyint,
  uuid,
  varint,
} from './table/column/column-builders.js';
export type {
  CollectionKind,
  ColumnKind,
  RangeIndexedKind,
  ScalarKind,
} from './table/column/column-kind.js';
export type {
  IndexDeclaration,
  IndexOptions,
  MapIndexTarget,
  VectorSimilarity,
} from './table/indexes/index-declaration.js';
export type {
  CompactionClass,
  CompactionOptions,
  StorageOptions,
} from './table/storage-options.js';
export type { TextIndexOptions } from './table/indexes/text-index-options.js';
export type { ColumnRules, OnceEach } from './table/column-rules.js';
export type { CqlType, UdtField, UdtType } from './table/column/cql-type.js';
export type {
  ColumnValue,
  Key,
  NewRow,
  NewRowOf,
  PresentValue,
  Row,
  RowInstance,
  RowOf,
  ValueAt,
} from './table/row-types.js';
export type {
  ClusteringColumn,
  ClusteringKey,
  ClusteringOrder,
  ColumnsOf,
  CounterColumn,
  DefinitionOf,
  IndexedColumn,
  IndexedName,
  IsCounterTable,
  KeyColumn,
  MapTargetsAt,
  PartitionColumn,
  ProjectionSource,
  Refused,
  RowOfTable,
  SortDirection,
  TableDefinition,
  tableDefinition,
} from './table/table-definition.js';
export type { IndexDeclarationOf, IndexRule } from './table/indexes/index-types.js';
export {
  type KeyKind,
  Table,
  type TableClass,
  type TableOf,
  type TableOptions,
} from './table/table.js';
export {
  type BaseDefinition,
  Projection,
  type ProjectionOptions,
} from './table/projection/projection.js';
export type {
  DerivedColumns,
  MissingKey,
  ProjectedColumns,
  ProjectedKeyName,
  ProjectedValueName,
} from './table/projection/projected-columns.js';
export type { BaseWriteMode, DeclaredWriteMode, WriteMode } from './table/write-mode.js';
export { udt, type UdtValue } from './table/column/udt.js';
export { verifyTables } from './table/verify/verify-tables.js';

export type {
  AnyFilter,
  Bounds,
  ByIndex,
  ByKey,
  ByKeyAndIndex,
  DeleteFilter,
  Contains,
  Filter,
  OneOf,
  OneOfPartitions,
  OrderBy,
  PartitionFilter,
} from './query/filter/filter-types.js';
export type { NearestQuery, NearestReads, NearestSettings } from './query/nearest/nearest-reads.js';
export type { NearestColumn, NearestFilter } from './query/nearest/nearest-types.js';
export type { QueryExplanation } from './query/plan/explain.js';
export type { Page, PageOptions, PositionOptions } from './query/page.js';
export { Reading, type ReadOptions } from './query/reading.js';
export type { QueryFault, QueryFaultCode } from './query/query-fault.js';
export { Query } from './query/query.js';
export type { PageRead, PagingSettings, QuerySettings } from './query/plan/select-request.js';
export {
  avg,
  count,
  max,
  maxwritetime,
  min,
  SelectFunction,
  type SelectFunctionName,
  similarity,
  sum,
  ttl,
  writetime,
} from './query/selection/select-function.js';
export type {
  NumberColumn,
  PartitionOf,
  QueryShape,
  RowFunctionOf,
  Selectable,
  Selected,
  SelectFunctionOf,
  SelectItem,
  VectorColumn,
} from './query/selection/selection-types.js';
export { mapConcurrent, type MapConcurrentOptions, type MapTask } from './scan/map-concurrent.js';
export { Scan, type ScanOptions, type ScanPage } from './scan/scan.js';
export { splitRange, type TokenRange, wholeRing } from './scan/token-range.js';

export type { FilteringReads } from './repository/read/filtering-reads.js';
export { AppendOnlyRepository } from './repository/append-only-repository.js';
export { ReadRepository } from './repository/read/read-repository.js';
export type { OpenIntentsReport } from './repository/projection/projection-keeper.js';
export type {
  ReconcileOptions,
  ReconcileProgress,
  ReconcileResult,
} from './repository/projection/reconcile/reconcile-options.js';
export { versionOf } from './repository/projection/row-version.js';
export type { LoadOptions } from './repository/projection/write/load.js';
export type {
  ExpectingWriteOptions,
  VersionedWriteOptions,
} from './repository/projection/write/versioned-write-options.js';
export {
  VersionedRepository,
  type VersionedInsertResult,
} from './repository/versioned-repository.js';
export { Batch, type BatchDeleteOptions, type PlainTable } from './repository/batch/batch.js';
export type { BatchFault, BatchFaultCode } from './repository/batch/check/batch-fault.js';
export type {
  BatchKind,
  BatchOptions,
  UnloggedBatchOptions,
} from './repository/batch/batch-options.js';
export { CounterBatch, type CounterTable } from './repository/batch/counter-batch.js';
export type { BatchResult } from './repository/batch/run-batch.js';
export { CounterRepository } from './repository/counter-repository.js';
export { Repository, type RepositoryOf } from './repository/repository.js';
export type { MissingValues } from './repository/read/row-mapper.js';
export type {
  ChangeOf,
  Changes,
  DeletableColumn,
  FieldsOperation,
  Increments,
  ListOperation,
  MapChange,
  MapOperation,
  OperationOn,
  PartitionKey,
  SetChange,
  SetOperation,
  StaticChanges,
  StaticColumn,
  StaticIncrements,
} from './repository/write/change/change-types.js';
export {
  add,
  append,
  discard,
  Operation,
  type OperationName,
  prepend,
  put,
  removeAt,
  removeKeys,
  setAt,
  setFields,
} from './repository/write/change/operation.js';
export type {
  AnyOf,
  Comparison,
  ConditionOn,
  Conditions,
  MustContain,
  NotEqual,
  StaticConditions,
  WholeComparison,
} from './repository/write/condition/condition-types.js';
export type { WriteFault, WriteFaultCode } from './repository/write/check/write-fault.js';
export type {
  Condition,
  ConditionalDeleteOptions,
  ConditionalStatementOptions,
  ConditionalWriteOptions,
  DeleteOptions,
  WriteOptions,
  WriteStatementOptions,
} from './repository/write/write-options.js';
export type {
  ConditionalResult,
  ExistingColumns,
  InsertResult,
} from './repository/write/write-result.js';

export type { ConnectionOptions, ConnectionTimeouts } from './connection/connection-options.js';
export { REQUEST_CHANNEL, type RequestEvent } from './connection/request/request-events.js';
export {
  READING_CHANNEL,
  type ReadingEnd,
  type ReadingOutcome,
  type ReadingProgress,
} from './query/reading-events.js';
export type { TlsOptions } from './connection/tls-options.js';
export { column, Cql, cql, CqlColumn, type CqlPart } from './cql/cql-tag.js';
export type { CqlValue } from './cql/cql-value.js';
export type { CqlRow } from './cql/decode-free-row.js';
export { FreeQuery } from './query/free-query.js';
export type { Consistency, SerialConsistency, WriteConsistency } from './cql/consistency.js';
export type { RequestSettings, WriteSettings } from './cql/statement.js';
export type { Replication } from './schema/replication.js';
export type { SchemaOptions } from './schema/schema-options.js';

export { CassandraAuthenticationError } from './errors/failed/cassandra-authentication.error.js';
export { CassandraConfigurationError } from './errors/refused/cassandra-configuration.error.js';
export { CassandraError } from './errors/cassandra-error.js';
export { CassandraOverloadedError } from './errors/failed/replicas/cassandra-overloaded.error.js';
export { CassandraReadFailureError } from './errors/failed/replicas/cassandra-read-failure.error.js';
export { CassandraReadTimeoutError } from './errors/failed/timeout/cassandra-read-timeout.error.js';
export {
  CassandraRequestError,
  type ReadingAt,
  type RequestContext,
} from './errors/failed/cassandra-request.error.js';
export { CassandraRequestTimeoutError } from './errors/failed/timeout/cassandra-request-timeout.error.js';
export { CassandraSchemaError } from './errors/failed/cassandra-schema.error.js';
export { CassandraUnavailableError } from './errors/failed/replicas/cassandra-unavailable.error.js';
export {
  CassandraUnreachableError,
  type HostFailure,
} from './errors/failed/cassandra-unreachable.error.js';
export { CassandraWriteFailureError } from './errors/failed/replicas/cassandra-write-failure.error.js';
export { CassandraWriteTimeoutError } from './errors/failed/timeout/cassandra-write-timeout.error.js';
export {
  ConcurrentUpdateError,
  type ConcurrentUpdateReason,
} from './errors/failed/concurrent-update.error.js';
export type { Fault } from './errors/fault.js';
export { GuardrailViolatedError } from './errors/failed/guardrail-violated.error.js';
export { IndexBuildingError } from './errors/failed/replicas/index-building.error.js';
export { InvalidBatchError } from './errors/refused/invalid-batch.error.js';
export { InvalidCursorError } from './errors/refused/invalid-cursor.error.js';
export { InvalidOptionsError } from './errors/refused/invalid-options.error.js';
export { InvalidQueryError } from './errors/refused/invalid-query.error.js';
export { InvalidRequestError } from './errors/refused/invalid-request.error.js';
export {
  InvalidTableError,
  type TableFault,
  type TableFaultCode,
} from './errors/refused/invalid-table.error.js';
export { InvalidValueError } from './errors/refused/invalid-value.error.js';
export { InvalidWriteError } from './errors/refused/invalid-write.error.js';
export { MultipleRowsError } from './errors/multiple-rows.error.js';
export { PayloadTooLargeError } from './errors/refused/payload-too-large.error.js';
export type { SchemaFinding } from './errors/schema-finding.js';
export { SchemaMismatchError } from './errors/schema-mismatch.error.js';
export { ProjectionLagError } from './errors/failed/projection-lag.error.js';
export { RowNotFoundError } from './errors/row-not-found.error.js';
export { StatementRejectedError } from './errors/failed/statement-rejected.error.js';
export { StreamTimeoutError } from './errors/failed/timeout/stream-timeout.error.js';
export { UncategorizedCassandraError } from './errors/failed/uncategorized-cassandra.error.js';

/** @internal What the export engine needs beyond what users do. */
export { driverConsistency, tokensOf } from './connection/driver-client.js';
/** @internal */
export { isConsistency } from './cql/consistency.js';
/** @internal */
export { codecOf } from './codec/codecs.js';
/** @internal */
export { civilFromDays, daysFromCivil } from './codec/value/civil-day.js';
/** @internal */
export { quoteIdentifier, quoteTable } from './cql/quote-identifier.js';
/** @internal */
export { abortable } from './connection/request/abortable.js';
/** @internal */
export { translateDriverError } from './errors/translate/translate-driver-error.js';
/** @internal */
export { planRing, ringShare } from './scan/token-range.js';
/** @internal */
export { columnNameOf } from './table/table-model.js';
/** @internal */
export { writtenCode } from './repository/read/written-code.js';
