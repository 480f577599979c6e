import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { CassandraModule, type TableOf } from '../cassandra/index.js';
import { EXPORTS_OPTIONS, exportsDefaults, type ExportsOptions } from './exports.options.js';
import { ExportsService } from './exports.service.js';
import { ExportFilesService } from './files/export-files.service.js';
import { JobFolders } from './files/job-folders.js';
import { Retention } from './files/retention.js';
import { ExportActionsController } from './http/export-actions.controller.js';
import { ExportEvents } from './http/export-events.js';
import { ExportFilesController } from './http/export-files.controller.js';
import { ExportsController } from './http/exports.controller.js';
import { ExportFileRow } from './jobs/export-file.table.js';
import { ExportJobOfDay } from './jobs/export-job-of-day.table.js';
import { ExportJobRow } from './jobs/export-job.table.js';
import { ExportProgressRow } from './jobs/export-progress.table.js';
import { JobResults } from './jobs/job-results.js';
import { JobStore } from './jobs/job-store.js';
import { DiskBudget } from './running/disk-budget.js';
import { JobRunner } from './running/job-runner.js';
import { JobWatch } from './running/job-watch.js';
import { JobWorker } from './running/job-worker.js';
import { ExportScheduleRow } from './schedules/export-schedule.table.js';
import { ScheduleClock } from './schedules/schedule-clock.js';
import { SchedulesController } from './schedules/schedules.controller.js';
import { SchedulesService } from './schedules/schedules.service.js';
import { type ExportSource } from './sources/export-source.js';
import { ExportSources } from './sources/export-sources.js';

/** Export jobs: of the tables that features register, run by whichever instance of the cluster has room. */
@Module({})
export class ExportsModule {
  /** Once, in the application's module. */
  static forRoot(options: Pick<ExportsOptions, 'root'> & Partial<ExportsOptions>): DynamicModule {
    return {
      module: ExportsModule,
      global: true,
      imports: [
        ScheduleModule.forRoot(),
        CassandraModule.forFeature([
          ExportJobRow,
          ExportJobOfDay,
          ExportProgressRow,
          ExportFileRow,
          ExportScheduleRow,
        ]),
      ],
      controllers: [
        ExportsController,
        ExportActionsController,
        ExportFilesController,
        SchedulesController,
      ],
      providers: [
        { provide: EXPORTS_OPTIONS, useValue: { ...exportsDefaults, ...options } },
        ExportSources,
        ExportsService,
        ExportFilesService,
        ExportEvents,
        JobStore,
        JobResults,
        JobFolders,
        JobRunner,
        JobWorker,
        JobWatch,
        DiskBudget,
        Retention,
        SchedulesService,
        ScheduleClock,
      ],
      exports: [ExportSources, ExportsService],
    };
  }

  /** Says what of a feature may be exported, each table under its own name. */
  static forFeature(sources: readonly (TableOf<unknown> | ExportSource)[]): DynamicModule {
    return {
      module: ExportFeatureModule,
      providers: [
        {
          provide: Symbol('export sources of a feature'),
          useFactory: (all: ExportSources) => all.add(sources),
          inject: [ExportSources],
        },
      ],
    };
  }
}

@Module({})
class ExportFeatureModule {}
