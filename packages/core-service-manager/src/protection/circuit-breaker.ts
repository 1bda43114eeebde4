import { CircuitState, CountBreaker } from 'cockatiel';
import type { IBackoff, IBackoffFactory } from 'cockatiel';
import type { Clock, ServiceInfo } from '../contract/index.js';
import { exponentialBackOff } from './back-off.js';
import type { ProtectionSettings } from './protection-settings.js';

/** Of a call let through: an ordinary one, or the one that tries whether the provider works again. */
export type Pass = 'ordinary' | 'probe';

/**
 * Cockatiel's count breaker and back-off with states of our own: its `execute` costs more than a whole call, runs on the machine's clock only,
 * and makes callers wait for a probe where they should go elsewhere (ADR 15).
 */
export class CircuitBreaker {
  private state: ServiceInfo['breaker'] = 'closed';
  private readonly sample: CountBreaker;
  private readonly backOff: IBackoffFactory<unknown>;
  private step: IBackoff<unknown> | undefined = undefined;
  private openedAt = 0;
  private probing = false;

  constructor(
    settings: ProtectionSettings['breaker'],
    private readonly clock: Clock,
    random: () => number,
  ) {
    this.sample = new CountBreaker({
      threshold: settings.failureShare,
      size: settings.window,
      minimumNumberOfCalls: settings.minimumCalls,
    });
    // Half of it is random: the doubled value makes `openMs` the least.
    this.backOff = exponentialBackOff(settings.openMs * 2, settings.longestOpenMs, random);
  }

  get closed(): boolean {
    return this.state === 'closed';
  }

  /** What a reader is told. */
  get seen(): ServiceInfo['breaker'] {
    return this.state === 'open' && this.retryAfterMs() === 0 ? 'half-open' : this.state;
  }

  /** Whether `admit` would let a call through. */
  get admits(): boolean {
    return this.state === 'closed' || (!this.probing && this.retryAfterMs() === 0);
  }

  /** Undefined: refused. Every pass given must come back by `succeeded`, `failed` or `withdrawn`. */
  admit(): Pass | undefined {
    if (this.state === 'closed') return 'ordinary';
    if (!this.admits) return undefined;
    this.state = 'half-open';
    this.probing = true;
    return 'probe';
  }

  /** Milliseconds until a probe may be tried; 0 when one may now or one is under way. */
  retryAfterMs(): number {
    if (this.state !== 'open') return 0;
    const passed = this.clock.now() - this.openedAt;
    // The machine's clock may have been set back.
    return passed < 0 ? 0 : Math.max(0, (this.step?.duration ?? 0) - passed);
  }

  succeeded(pass: Pass): void {
    if (pass === 'ordinary') {
      if (this.state === 'closed') this.sample.success(CircuitState.Closed);
      return;
    }
    this.probing = false;
    this.state = 'closed';
    this.step = undefined;
    this.sample.success(CircuitState.HalfOpen);
  }

  /** A failure of the service. One that ends after the breaker has opened says nothing new. */
  failed(pass: Pass): void {
    if (pass === 'probe') {
      this.probing = false;
      this.open();
    } else if (this.state === 'closed' && this.sample.failure(CircuitState.Closed)) this.open();
  }

  /** The call ended without saying anything about the provider. */
  withdrawn(pass: Pass): void {
    if (pass === 'probe') this.probing = false;
  }

  private open(): void {
    this.state = 'open';
    this.openedAt = this.clock.now();
    this.step = (this.step ?? this.backOff).next(undefined);
  }
}
