/** The folder below which exports are written; provided by `ExportsModule.forRoot()`. */
export const EXPORT_ROOT = Symbol('EXPORT_ROOT');
