import { type NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ProblemFilter } from './common/problem/problem.filter.js';
import { validationPipe } from './common/validation.js';

/** What HTTP needs, alike in `main.ts` and in tests; call it before `init` or `listen`. */
export function setUpApp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  // Express would make one of the body's text: ours are versions, which If-Match may demand.
  app.disable('etag');
  app.useBodyParser('json', { limit: '1mb' });
  // A page of another site can send forms without asking, but no JSON: forms are not read.
  app.useBodyParser('urlencoded', { type: () => false });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  setUpOpenApi(app);
}

/** The page at /docs, the document at /docs-json. */
function setUpOpenApi(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Cassanest')
    .setDescription(
      'Cities, users and exports in Apache Cassandra. Errors are `application/problem+json` with a stable `code`.',
    )
    .setVersion('1')
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'docs-json',
  });
}
