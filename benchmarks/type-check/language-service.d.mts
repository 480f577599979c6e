/** An editor's view of a few lines that use the package. */
export interface Editor {
  readonly places: readonly string[];
  edit(): void;
  completionsAt(place: string): readonly string[];
  hoverAt(place: string): string;
}

export function languageService(): Editor;
