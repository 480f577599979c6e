import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import { type ServerResponse } from 'node:http';
import { CassandraError, cassandraProblem } from '../../cassandra/index.js';
import { type Problem, ProblemException, problemOf } from './problem.js';

/** About as long as the next try to connect takes to come. */
const retryAfterSeconds = 3;

/**
 * Turns whatever a route throws into `application/problem+json`, and logs what is our fault, once: whoever throws a
 * `ProblemException` has decided on it, and has logged what there is to log.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<ServerResponse>();
    const problem = toProblem(error);
    this.#log(error, problem);
    if (response.headersSent) {
      // Too late for an answer; a body that merely ended would look complete.
      response.destroy();
      return;
    }
    response.statusCode = problem.status;
    response.setHeader('Content-Type', 'application/problem+json');
    if (problem.status === 503) response.setHeader('Retry-After', retryAfterSeconds);
    response.end(JSON.stringify(problem));
  }

  #log(error: unknown, { status }: Problem): void {
    if (status < 500 || error instanceof ProblemException) return;
    // Never the cause: the server's messages may quote values.
    const message =
      error instanceof Error ? error.message : 'Something that is no Error was thrown';
    if (status === 503 || status === 504) this.#logger.warn(message);
    else this.#logger.error(message, error instanceof Error ? error.stack : undefined);
  }
}

export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemException) return error.problem;
  if (error instanceof CassandraError) return cassandraProblem(error);
  const status = clientFaultOf(error);
  if (status !== undefined) return ofStatus(status, clientFaults[status]);
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  return problemOf({ status: 500, code: 'internal', detail: 'The request failed on our side.' });
}

/** Said instead of the messages of Nest and of the body parser, which repeat pieces of the address and of the body. */
const clientFaults: Readonly<Record<number, string | undefined>> = {
  404: 'There is nothing at this address.',
  413: 'The body has more bytes than are taken.',
};

/** Nest's own exceptions, and the body parser's errors, which have a status without being of its class. */
function clientFaultOf(error: unknown): number | undefined {
  const status: unknown =
    error instanceof HttpException
      ? error.getStatus()
      : error instanceof Error && Reflect.get(error, 'status');
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function ofStatus(status: number, detail = 'The request could not be read.'): Problem {
  const problem = problemOf({ status, code: '', detail });
  return { ...problem, code: problem.title.toLowerCase().replaceAll(/[^a-z]+/g, '-') };
}
