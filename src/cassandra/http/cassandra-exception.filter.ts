import type { ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { CassandraError } from '../errors/cassandra-error.js';
import { type CassandraProblem, cassandraProblem } from './cassandra-problem.js';

/** About as long as the next try to connect takes to come. */
const retryAfterSeconds = 3;

interface FastifyReply {
  readonly raw: ServerResponse;
  /** Also once it is hijacked: then it sends nothing more. */
  readonly sent: boolean;
  hijack(): void;
  code(status: number): void;
  header(name: string, value: string | number): void;
  send(body: string): void;
}
/** Fastify wraps the response of node:http, Express extends it. */
type Response = ServerResponse | FastifyReply;

/**
 * Answers `application/problem+json` to what repositories throw, and logs what the client can do nothing about, once: a warning
 * where the cluster is out of reach or late, an error where a person must look. Everything else is left to other filters.
 * Where there is no HTTP, the error goes on as it is.
 *
 * @example
 * app.useGlobalFilters(new CassandraExceptionFilter());
 */
@Catch(CassandraError)
export class CassandraExceptionFilter implements ExceptionFilter<CassandraError> {
  readonly #logger = new Logger('CassandraModule');

  catch(error: CassandraError, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const problem = cassandraProblem(error);
    this.#log(error, problem);
    send(host.switchToHttp().getResponse<Response>(), problem);
  }

  #log(error: CassandraError, { status }: CassandraProblem): void {
    // Never the cause: the server's messages may quote values.
    if (status === 503 || status === 504) this.#logger.warn(error.message);
    else if (status >= 500) this.#logger.error(error.message, error.stack);
  }
}

function send(response: Response, problem: CassandraProblem): void {
  const isFastify = 'raw' in response;
  const answer = isFastify ? response.raw : response;
  if (answer.headersSent) {
    // Too late for an answer; a body that merely ended would look complete.
    if (isFastify) response.hijack();
    answer.destroy();
    return;
  }
  const headers = {
    'Content-Type': 'application/problem+json',
    ...(problem.status === 503 && { 'Retry-After': retryAfterSeconds }),
  };
  const body = JSON.stringify(problem);
  if (isFastify && !response.sent) {
    // By the reply, which has the headers that were set before, and runs the hooks of plugins.
    response.code(problem.status);
    for (const [name, value] of Object.entries(headers)) response.header(name, value);
    response.send(body);
    return;
  }
  answer.statusCode = problem.status;
  for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value);
  answer.end(body);
}
