import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Cassandra } from '../../cassandra/index.js';
import { ErasuresService } from './erasures.service.js';

const everyMs = 60_000;

/** Finishes erasures that another process, or this one before, did not live to finish: at the start, then every minute. */
@Injectable()
export class ErasureSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(ErasureSweeper.name);
  #timer: NodeJS.Timeout | undefined;
  #sweeping = Promise.resolve();
  #isEnding = false;

  constructor(
    private readonly erasures: ErasuresService,
    private readonly cassandra: Cassandra,
  ) {}

  /** Does not wait: the API starts whether Cassandra is there or not. */
  onApplicationBootstrap(): void {
    this.cassandra.connected.then(
      () => {
        if (this.#isEnding) return;
        this.#sweep();
        this.#timer = setInterval(() => {
          this.#sweep();
        }, everyMs).unref();
      },
      // Who waits for the connection is told why there is none.
      () => undefined,
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.#isEnding = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  #sweep(): void {
    this.#sweeping = this.#sweeping.then(async () => {
      try {
        const finished = await this.erasures.sweep();
        if (finished > 0) this.#logger.log(`Finished ${finished} erasures that were cut off`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown';
        this.#logger.warn(`Erasures that were cut off wait for another minute: ${reason}`);
      }
    });
  }
}
