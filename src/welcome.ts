/** What a start ends with: where the API is and, where there is sample data, a query, a list and an export to paste. */
export function welcome(url: string, hasSampleData: boolean): string {
  const running = `\nCassanest is running. All calls: ${url}/docs\n`;
  return `${running}${hasSampleData ? linesToPaste(url) : ''}\nCtrl-C stops it.`;
}

function linesToPaste(url: string): string {
  const london = `${url}/v1/cities/2643743`;
  return `
Three lines to paste into another terminal:
  curl '${london}'
  curl '${london}/users?minAge=30'
  curl -X POST '${url}/v1/exports' -H 'content-type: application/json' -d '{"source":"cities","format":"csv"}'
`;
}
