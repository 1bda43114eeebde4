/** Asks again until the answer is there, at most ten seconds. */
export async function until<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (attempt >= 200) throw new Error(`It did not come: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
