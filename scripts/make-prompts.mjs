// Makes the recorded prompts of an application: every text that its scripts say on the telephone (as the script engine itself lists
// them), the product's own (prompts/texts.json), and the hold music. Needs espeak-ng. Run after `npm run build`:
//   npx node scripts/make-prompts.mjs examples/utility-vertical
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import businessObjects from '@caruso/business-objects/component';
import { createServiceManager } from '@caruso/core-service-manager';
import expressions from '@caruso/expressions/component';
import scriptEngine from '@caruso/script-engine/component';
import { ScriptEngine } from '@caruso/script-engine/contract';
import storage from '@caruso/storage-manager/component';
import { holdMusic } from './prompts/hold-music.mjs';
import { normalise, resample } from './prompts/sound.mjs';
import { readWav, writeWav } from './prompts/wav.mjs';

/** What the telephone carries: G.711, 8 kHz. */
const RATE = 8000;
const VOICES = { en: 'en-gb', pt: 'pt' };
/** Words per minute: slower than espeak-ng's 175, since callers write down digits. */
const SPEED = 150;

const root = resolve(import.meta.dirname, '..');
const application = resolve(process.argv[2] ?? '');
if (!process.argv[2]) {
  console.error('usage: make-prompts.mjs APPLICATION-FOLDER');
  process.exit(2);
}

const spoken = [...(await promptsOfScripts()), ...(await promptsOfProduct())];
for (const { language, prompt, text } of spoken) {
  const folder = join(application, 'prompts', language);
  await mkdir(folder, { recursive: true });
  const voice = VOICES[language];
  if (!voice) throw new Error(`No voice for the language ${language} (${prompt}): add it to VOICES`);
  const speech = readWav(
    execFileSync('espeak-ng', ['-v', voice, '-s', String(SPEED), '--stdout', text], { maxBuffer: 64 * 1024 * 1024 }),
  );
  await writeFile(
    join(folder, `${prompt}.wav`),
    writeWav(normalise(resample(speech.samples, speech.rate, RATE), 0.7), RATE),
  );
}
await writeFile(join(application, 'prompts', 'hold.wav'), writeWav(normalise(holdMusic(RATE), 0.35), RATE));
console.log(`${spoken.length} prompts and the hold music are in ${join(application, 'prompts')}`);

/** Real engines, so that a prompt has the name and the text that a caller's dialog will ask for. */
async function promptsOfScripts() {
  const dataDir = await mkdtemp(join(tmpdir(), 'caruso-prompts-'));
  const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
  const manager = createServiceManager({ appDir: application, dataDir, log: silent });
  const models = [
    ...(await texts(join(root, 'packages/crm/core/objects'), '.yaml')),
    ...(await texts(join(application, 'objects'), '.yaml')),
  ];
  const load = ['legacy/schema.sql', 'legacy/data.sql'];
  await manager.add([
    { component: storage, settings: { stores: { billing: { url: 'sqlite:billing.db', schema: 'frozen', load } } } },
    { component: expressions },
    { component: businessObjects, settings: { models, stores: ['own', 'billing'] } },
    { component: scriptEngine },
  ]);
  const engine = manager.use(ScriptEngine);
  const scripts = await texts(join(application, 'scripts'), '.xml');
  const findings = await engine.check({ files: scripts });
  const mistakes = findings.filter(({ severity }) => severity === 'error');
  for (const { file, line, column, message } of mistakes) console.error(`${file}:${line}:${column}  ${message}`);
  if (mistakes.length > 0) process.exit(1);
  await engine.load({ files: scripts });
  const prompts = await engine.prompts({});
  await manager.stop();
  await rm(dataDir, { recursive: true, force: true });
  return prompts;
}

async function promptsOfProduct() {
  const catalogue = JSON.parse(await readFile(join(application, 'prompts', 'texts.json'), 'utf8'));
  return Object.entries(catalogue).flatMap(([language, prompts]) =>
    Object.entries(prompts).map(([prompt, text]) => ({ language, prompt, text })),
  );
}

async function texts(folder, ending) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).toSorted();
  return Promise.all(names.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })));
}
