import { type NewRow } from '../cassandra/index.js';
import { type City } from '../cities/city.table.js';
import { type User } from '../users/user.table.js';
import { familyNames, givenNames } from './names.js';

const cityCount = 40;
const usersPerCity = 10;
const youngest = 18;
const ageSpan = 60;

/** 400 users, always the same ones: ten in each of the 40 largest cities, two and two of the same age. */
export function sampleUsers(cities: readonly NewRow<City>[]): readonly NewRow<User>[] {
  const taken = new Set<string>();
  return largestOf(cities).flatMap((city, cityIndex) =>
    Array.from({ length: usersPerCity }, (_, index) => {
      const name = nameOf(cityIndex * usersPerCity + index);
      return {
        username: usernameOf(name, taken),
        name,
        age: youngest + ((cityIndex * 5 + Math.floor(index / 2) * 13) % ageSpan),
        cityId: city.id,
      };
    }),
  );
}

/** Largest first; of equally large ones the one with the lower id. */
function largestOf(cities: readonly NewRow<City>[]): readonly NewRow<City>[] {
  return [...cities].sort((a, b) => b.population - a.population || a.id - b.id).slice(0, cityCount);
}

function nameOf(index: number): string {
  const given = givenNames[index % givenNames.length] ?? '';
  const round = Math.floor(index / givenNames.length);
  const family = familyNames[(index * 7 + round) % familyNames.length] ?? '';
  return `${given} ${family}`;
}

function usernameOf(name: string, taken: Set<string>): string {
  const base = name
    .normalize('NFKD')
    .replaceAll('ı', 'i')
    .toLowerCase()
    .replaceAll(' ', '.')
    .replaceAll(/[^a-z.]/g, '');
  let username = base;
  for (let number = 2; taken.has(username); number++) username = `${base}${number}`;
  taken.add(username);
  return username;
}
