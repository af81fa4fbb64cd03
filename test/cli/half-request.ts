import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request whose second half is still to come. */
export async function halfRequest(url: string) {
  const body = JSON.stringify({ query: '{ entity(by: {id: "org_changan"}) { name } }' });
  const outgoing = request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  });
  const answer = new Promise<string>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (data: string) => {
        text += data;
      });
      response.once('end', () => resolve(text));
    });
  });
  outgoing.write(body.slice(0, 10));
  await sleep(300);
  return { answer, finish: () => outgoing.end(body.slice(10)) };
}
