import { sampleUsers } from './sample-users.js';

const cities = Array.from({ length: 60 }, (_, index) => ({
  id: index + 1,
  name: `City ${index + 1}`,
  country: 'FR',
  population: index * 1000,
  latitude: 0,
  longitude: 0,
}));

describe('sampleUsers', () => {
  const users = sampleUsers(cities);

  it('makes the same 400 users each time', () => {
    expect(users).toHaveLength(400);
    expect(sampleUsers([...cities].reverse())).toEqual(users);
  });

  it('gives each a username of their own that the API would take', () => {
    expect(new Set(users.map(({ username }) => username)).size).toBe(400);
    for (const { username } of users) expect(username).toMatch(/^[a-z0-9][a-z0-9._-]{0,63}$/);
  });

  it('puts them into the largest cities, two and two of one age', () => {
    const largest = users.filter(({ cityId }) => cityId === 60);

    expect(users.every(({ cityId }) => cityId > 20)).toBe(true);
    expect(largest).toHaveLength(10);
    expect(new Set(largest.map(({ age }) => age)).size).toBe(5);
  });

  it('has somebody between 30 and 50 in every city', () => {
    for (const { id } of cities.slice(20)) {
      const ages = users.filter(({ cityId }) => cityId === id).map(({ age }) => age);
      expect(ages.some((age) => age >= 30 && age <= 50)).toBe(true);
    }
  });
});
