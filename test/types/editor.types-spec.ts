import { languageService } from '../../benchmarks/type-check/language-service.mjs';

describe('an editor', () => {
  const editor = languageService();

  it.each([
    ['key', ['cityId']],
    // Those of no key and no index too: their type says why a filter cannot have them.
    ['filter', ['age', 'cityId', 'email', 'isActive', 'name', 'tags', 'username']],
    ['operator', ['gt', 'gte', 'in', 'lt', 'lte']],
    ['order', ['age', 'username']],
    ['select', ['age', 'cityId', 'email', 'isActive', 'name', 'tags', 'username']],
    ['changes', ['email', 'isActive', 'name', 'tags']],
  ])('completes %s by what may stand there and nothing else', (place, names) => {
    expect([...editor.completionsAt(place)].sort()).toEqual(names);
  });

  it.each([
    ['key', '(property) cityId: string'],
    ['order', '(property) age?: "desc"'],
    ['changes', '(property) name?: string | null | undefined'],
    ['query', 'const query: Query<User, User, "rows">'],
    ['selection', 'const selected: Query<User, Selected<User, readonly ["name"]>, "selected">'],
    ['row', 'const one: User | null'],
    [
      'method',
      '(method) ReadRepository<User>.filter(filter: Filter<User>): Query<User, User, "rows">',
    ],
  ])('says in one line what %s is', (place, text) => {
    expect(editor.hoverAt(place)).toBe(text);
  });
});
