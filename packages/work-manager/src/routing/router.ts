import type { Clock } from '@caruso/core-service-manager/contract';
import type { Offer, WorkSnapshot } from '../contract/index.js';
import type { EventWriter } from '../events/event-writer.js';
import { logEntry } from '../events/log-entry.js';
import { Broadcast } from '../publication/broadcast.js';
import { paced } from '../publication/paced.js';
import { Pulse } from '../publication/pulse.js';
import { openOffers, workSnapshot } from '../publication/work-snapshot.js';
import { nextDeadline, passTime } from '../reservations/pass-time.js';
import { takeHappened } from './work-floor.js';
import type { WorkFloor } from './work-floor.js';

/** At most four snapshots a second. */
const SNAPSHOT_EVERY_MS = 250;

/** The floor in real time: runs what is due, tells the log and whoever listens what happened. */
export class Router {
  readonly #offers = new Broadcast<Offer>();
  readonly #pulse = new Pulse();
  #alarm: { readonly at: number; readonly cancel: () => void } | undefined;
  #stopped = false;

  constructor(
    private readonly floor: WorkFloor,
    private readonly clock: Clock,
    private readonly writer: EventWriter,
  ) {}

  /** Everything that changes the floor passes here, one at a time. */
  act<T>(change: (floor: WorkFloor, now: number) => T): T {
    const now = this.clock.now();
    passTime(this.floor, now);
    const result = change(this.floor, now);
    this.#publish();
    this.#setAlarm();
    return result;
  }

  snapshot(): WorkSnapshot {
    return workSnapshot(this.floor, this.clock.now());
  }

  /** The open offers first, so that a channel that starts late misses none. */
  offers(signal: AbortSignal): AsyncGenerator<Offer> {
    return this.#offers.listen(openOffers(this.floor), signal);
  }

  /** The present snapshot first. */
  snapshots(signal: AbortSignal): AsyncGenerator<WorkSnapshot> {
    return paced(() => this.snapshot(), { pulse: this.#pulse, clock: this.clock, everyMs: SNAPSHOT_EVERY_MS, signal });
  }

  stop(): void {
    this.#stopped = true;
    this.#alarm?.cancel();
  }

  #publish(): void {
    const happened = takeHappened(this.floor);
    if (happened.length === 0) return;
    this.writer.write(happened.map(logEntry));
    for (const event of happened) {
      const item = event.type === 'work.offered' ? this.floor.items.get(event.work.id) : undefined;
      if (item === undefined || item.agent === undefined) continue;
      for (const offer of openOffers(this.floor, [item])) this.#offers.publish(offer);
    }
    this.#pulse.beat();
  }

  #setAlarm(): void {
    const at = nextDeadline(this.floor);
    if (this.#stopped || at === this.#alarm?.at) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (at === undefined) return;
    const cancel = this.clock.after(Math.max(0, at - this.clock.now()), () => {
      this.#alarm = undefined;
      this.act(() => undefined);
    });
    this.#alarm = { at, cancel };
  }
}
