import { City } from '../cities/city.table.js';
import { User, UserByCity } from '../users/user.table.js';

/** What may be exported, by the name it is asked for. */
export const exportSources = { cities: City, users: User, users_by_city: UserByCity } as const;

export type ExportSource = keyof typeof exportSources;
