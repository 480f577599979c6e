import { ValidationPipe } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';

/** What the HTTP side of the application is set up with, in `main.ts` and in the end-to-end tests alike. */
export function setUpApp(app: NestExpressApplication): void {
  app.useGlobalPipes(
    new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
  );
}
