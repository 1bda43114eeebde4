import { request } from 'node:http';

/** Asks again and again until the answer is 200; resolves with the time (performance.now) of the answer. */
export async function firstAnsweredRequest(port, path, deadlineMs = 30_000) {
  const until = performance.now() + deadlineMs;
  while (performance.now() < until) {
    if (await answers(port, path)) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`no answer on port ${port}`);
}

function answers(port, path) {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path, timeout: 1000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on('error', () => resolve(false));
    call.on('timeout', () => call.destroy());
    call.end();
  });
}
