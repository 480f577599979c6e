import { type DynamicModule, Module } from '@nestjs/common';
import { EXPORT_ROOT } from './exports.tokens.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

/** Exports of the tables in `exportSources`, whose own modules register them. */
@Module({})
export class ExportsModule {
  static forRoot(exportRoot: string): DynamicModule {
    return {
      module: ExportsModule,
      controllers: [ExportsController],
      providers: [ExportsService, { provide: EXPORT_ROOT, useValue: exportRoot }],
    };
  }
}
