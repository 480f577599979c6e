import { Injectable } from '@nestjs/common';
import { type TableOf } from '../../cassandra/index.js';
import { ProblemException } from '../../common/problem/problem.js';
import { type ExportSource } from './export-source.js';

/** What the features of this application let be exported, by the table's name. */
@Injectable()
export class ExportSources {
  readonly #sources = new Map<string, ExportSource>();

  add(sources: readonly (TableOf<unknown> | ExportSource)[]): this {
    for (const one of sources) {
      const source = 'table' in one ? one : { table: one };
      this.#sources.set(source.table.definition.name, source);
    }
    return this;
  }

  get names(): readonly string[] {
    return [...this.#sources.keys()].sort();
  }

  find(name: string): ExportSource | undefined {
    return this.#sources.get(name);
  }

  /** Refuses what no feature has registered, and says what may be exported. */
  get(name: string): ExportSource {
    const source = this.find(name);
    if (source !== undefined) return source;
    const detail = `There is no such source. What may be exported: ${this.names.join(', ')}.`;
    throw new ProblemException({ status: 422, code: 'unknown-export-source', detail });
  }
}
