export {
  CassandraHealthIndicator,
  type CassandraPingOptions,
} from './cassandra-health.indicator.js';
