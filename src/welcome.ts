/** What a start ends with: where the API is and, where there is sample data, a query, a list and an export to paste. */
export function welcome(url: string, hasSampleData: boolean): string {
  const running = `\nCassanest is running. All calls: ${url}/docs\n`;
  return `${running}${hasSampleData ? linesToPaste(url) : ''}\nCtrl-C stops it.`;
}

/** The one with most test results in the sample. */
const patient = 'b185db0d-8e94-8694-c524-aca893f31f48';

function linesToPaste(url: string): string {
  return `
Three lines to paste into another terminal:
  curl '${url}/v1/cities/2643743/users?minAge=30'
  curl '${url}/v1/patients/${patient}/health-record'
  curl -X POST '${url}/v1/exports' -H 'content-type: application/json' -d '{"source":"cities","format":"csv"}'
`;
}
