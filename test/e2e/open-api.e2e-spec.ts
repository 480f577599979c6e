import { type Server } from 'node:http';
import request from 'supertest';
import { type Backend, startBackend } from '../support/api/start-backend.js';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly type?: string;
  readonly enum?: unknown[];
  readonly allOf?: unknown[];
  readonly oneOf?: unknown[];
  /** Of an object whose properties nobody can list beforehand. */
  readonly additionalProperties?: boolean | Schema;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Nest's own routes of the OpenAPI page. */
const ofTheDocumentation = /^\/(docs|swagger)/;

describe('OpenAPI', () => {
  let backend: Backend;
  let server: Server;
  let document: Document;

  beforeAll(async () => {
    backend = await startBackend();
    server = backend.app.getHttpServer();
    document = (await request(server).get('/docs-json').expect(200)).body as Document;
  });

  afterAll(async () => {
    await backend.stop();
  });

  function routes(): string[] {
    const express = backend.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
    return express.router.stack
      .flatMap(({ route }) =>
        route === undefined
          ? []
          : Object.keys(route.methods).map((method) => `${method} ${braced(route.path)}`),
      )
      .filter((route) => !ofTheDocumentation.test(route.split(' ')[1] ?? ''));
  }

  /** A colon that is part of the address stands behind a backslash. */
  const braced = (path: string): string =>
    path.replaceAll(/(?<!\\):(\w+)/g, '{$1}').replaceAll('\\', '');

  it('has a page', async () => {
    await request(server).get('/docs').expect(200).expect('Content-Type', /html/);
  });

  it('documents every route of the application', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );

    expect(documented.sort()).toEqual(routes().sort());
    expect(documented).toContain('get /v1/cities/{id}/users');
  });

  it('describes every property of everything that is sent and received', () => {
    const { schemas } = document.components;

    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['CityDto', 'UpdateCityDto', 'CreateUserDto', 'ExportJobDto']),
    );
    for (const [name, { properties = {} }] of Object.entries(schemas)) {
      expect([name, Object.keys(properties).length]).not.toEqual([name, 0]);
      for (const [property, schema] of Object.entries(properties)) {
        // What a decorator says nothing of comes out as an object of no known shape.
        const type = schema.type === 'object' ? undefined : schema.type;
        const { $ref, allOf, oneOf, additionalProperties } = schema;
        const says = type ?? $ref ?? schema.enum ?? allOf ?? oneOf ?? additionalProperties;
        expect([name, property, says]).not.toEqual([name, property, undefined]);
      }
    }
  });
});
