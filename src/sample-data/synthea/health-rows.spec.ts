import { csvRecords } from './csv-records.js';
import { healthRows } from './health-rows.js';
import { uuidV5 } from '../../common/uuid-v5.js';

const observation = '2026-03-01T10:00:00Z,p1,e1,vital-signs,8302-2,Body Height,171.50,cm,numeric';
const files = {
  patients: 'Id,BIRTHDATE,FIRST,MIDDLE,LAST,GENDER\np1,1956-12-09,Grace,Brewster,Hopper,F\n',
  medications:
    'START,STOP,PATIENT,CODE,DESCRIPTION,REASONDESCRIPTION\n2026-03-01T10:00:00Z,,p1,198405,Ibuprofen,\n',
  observations: `DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE\n${observation}\n2026-03-01T10:00:00Z,p1,e1,,72166-2,Smoking,Never,,text\n${observation}\n`,
};

describe('healthRows', () => {
  it('reads what Synthea says', () => {
    const { patients, prescriptions, testResults } = healthRows(files);

    expect(patients).toEqual([
      {
        id: 'p1',
        givenName: 'Grace Brewster',
        familyName: 'Hopper',
        birthDate: '1956-12-09',
        sex: 'female',
      },
    ]);
    expect(prescriptions).toMatchObject([
      {
        patientId: 'p1',
        code: '198405',
        description: 'Ibuprofen',
        prescribedAt: new Date(Date.UTC(2026, 2, 1, 10)),
      },
    ]);
    expect(testResults).toMatchObject([
      { code: '8302-2', value: 171.5, unit: 'cm', category: 'vital-signs' },
      { code: '72166-2', text: 'Never' },
      { code: '8302-2', value: 171.5 },
    ]);
    expect(testResults[1]).toHaveProperty('value', undefined);
  });

  it('gives a line that stands there twice two ids, the same ones each time', () => {
    const ids = healthRows(files).testResults.map(({ id }) => id);

    expect(new Set(ids).size).toBe(3);
    expect(healthRows(files).testResults.map(({ id }) => id)).toEqual(ids);
  });
});

describe('uuidV5', () => {
  it('makes the UUID that others make', () => {
    // The example of RFC 9562, appendix A.4.
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });
});

describe('csvRecords', () => {
  it('reads quotes and commas inside them', () => {
    const [record] = csvRecords('a,b,c\r\n"x, ""y""",,z\r\n');

    expect([record?.field('a'), record?.field('b'), record?.field('c')]).toEqual([
      'x, "y"',
      '',
      'z',
    ]);
    expect(record?.field('nosuch')).toBe('');
  });
});
