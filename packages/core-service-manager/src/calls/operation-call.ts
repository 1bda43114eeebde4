import type { CallOptions, CarusoError } from '../contract/index.js';
import type { Pass } from '../protection/circuit-breaker.js';
import { verdictOf } from '../protection/verdict.js';
import { repetitionOf } from '../protection/repetition.js';
import type { MemberFunction, Provider } from '../registry/provider.js';
import type { CallSpan } from '../tracing/call-span.js';
import { startCallSpan } from '../tracing/call-span.js';
import { breakerOpen, bulkheadFull, cancelledError, lackingMember } from './call-errors.js';
import { Call } from './call.js';
import { callsOthers, inCallersContext, withinCall } from './current-call.js';
import type { OperationRoute } from './operation-route.js';
import type { OperationTarget } from './operation-target.js';
import { callBegins, callEnds } from './provider-counts.js';
import { settleFailure, withRepetitions } from './settle-failure.js';

/** One call of an operation, from the caller's wish to its one answer; it may be sent more than once, one after the other. */
export class OperationCall extends Call {
  declare private readonly route: OperationRoute;
  declare private target: OperationTarget;
  declare private readonly input: unknown;
  declare private readonly resolve: (value: unknown) => void;
  declare private readonly reject: (error: CarusoError) => void;
  declare private pass: Pass;
  declare private sentAt: number;
  declare private attempt: number;
  declare private tried: Set<Provider> | undefined;
  declare private span: CallSpan | undefined;
  /** Ends the wait for a turn or a repetition. */
  declare private stopWaiting: (() => void) | undefined;
  declare private cancel: (() => void) | undefined;

  constructor(
    route: OperationRoute,
    target: OperationTarget,
    input: unknown,
    options: CallOptions | undefined,
    timeoutMs: number,
    resolve: (value: unknown) => void,
    reject: (error: CarusoError) => void,
  ) {
    super(route.inFlight, target.provider, target.name, 'operation', options, timeoutMs);
    this.route = route;
    this.target = target;
    this.input = input;
    this.resolve = resolve;
    this.reject = reject;
    this.pass = 'ordinary';
    this.sentAt = this.startedAt;
    this.attempt = 0;
    this.tried = undefined;
    this.span = undefined;
    this.stopWaiting = undefined;
    this.cancel = undefined;
  }

  start(): void {
    const signal = this.options?.signal;
    if (signal !== undefined) {
      this.cancel = () => this.interrupt(cancelledError(this.route.contractId, this.member));
      signal.addEventListener('abort', this.cancel, { once: true });
    }
    if (this.route.traced) this.span = startCallSpan(this.route.contractId, this.member);
    this.inFlight.add(this);
    this.admit(this.target);
  }

  protected override whenInterrupted(reason: CarusoError): void {
    if (this.running) this.attemptFailed(reason);
    else {
      this.countRejected(this.target);
      this.close(withRepetitions(reason, this.attempt - 1));
    }
  }

  private admit(target: OperationTarget): void {
    const { breaker, bulkhead } = target.protection;
    if (breaker.closed && bulkhead.free && target.provider.held === undefined) {
      this.pass = 'ordinary';
      this.send(target);
    } else this.admitBySlowPath(target);
  }

  private admitBySlowPath(target: OperationTarget): void {
    const { breaker, bulkhead } = target.protection;
    const { held } = target.provider;
    if (held !== undefined && !this.isWithinHeld(held)) {
      this.waitFor(held);
    } else if (!breaker.admits) {
      this.rejected(target, breakerOpen(target.provider, breaker.retryAfterMs()), true);
    } else if (bulkhead.free || this.isWithin(target.provider)) {
      this.pass = breaker.admit() ?? 'ordinary';
      this.send(target);
    } else if (bulkhead.full) {
      const { inFlight, waiting } = this.inFlight.protection.bulkhead;
      this.rejected(target, bulkheadFull(target.provider, inFlight, waiting), false);
    } else {
      this.provider = target.provider;
      // What was a good choice before the wait may have been replaced since.
      this.stopWaiting = bulkhead.wait(inCallersContext(() => this.lookAgain()));
    }
  }

  /** A provider that calls itself by way of others would wait for its own end. */
  private isWithin(provider: Provider): boolean {
    for (let { parent } = this as Call; parent !== undefined; parent = parent.parent) {
      if (parent.provider === provider) return true;
    }
    return false;
  }

  /** The hold waits for the end of the call within which this one is made: waiting in turn would be for ever. */
  private isWithinHeld(held: Promise<void>): boolean {
    for (let { parent } = this as Call; parent !== undefined; parent = parent.parent) {
      if (parent.provider.held === held) return true;
    }
    return false;
  }

  private rejected(target: OperationTarget, error: CarusoError, seekOther: boolean): void {
    this.countRejected(target);
    const other = seekOther ? this.route.alternative((this.tried ??= new Set()).add(target.provider)) : undefined;
    if (other === undefined) this.close(withRepetitions(error, this.attempt));
    else this.admit(other);
  }

  private countRejected({ provider, metrics }: OperationTarget): void {
    provider.calls.rejected += 1;
    metrics.rejected += 1;
  }

  private waitFor(held: Promise<void>): void {
    let waits = true;
    this.stopWaiting = () => void (waits = false);
    void held.then(() => {
      if (waits) this.lookAgain();
    });
  }

  private lookAgain(): void {
    this.stopWaiting = undefined;
    const target = this.route.target();
    if (target !== undefined) this.admit(target);
    else this.close(withRepetitions(this.route.absence(), this.attempt - 1));
  }

  private send(target: OperationTarget): void {
    const { provider, run, checkInput } = target;
    this.target = target;
    this.provider = provider;
    const attempt = (this.attempt += 1);
    if (attempt > 1) this.sentAt = this.inFlight.now();
    this.running = true;
    callBegins(provider);
    target.metrics.inFlight += 1;
    target.protection.bulkhead.enter();
    try {
      if (run === undefined) throw lackingMember(provider, this.member);
      const given = checkInput === undefined ? this.input : checkInput(this.input);
      // What surrounds the call costs more than the call: only where somebody would notice.
      const surrounded = this.span !== undefined || callsOthers(provider);
      const answer = surrounded ? this.runSurrounded(run, given) : run(given, this);
      // An attempt that was interrupted may still end: nobody waits for it then.
      const answered = (value: unknown): void => {
        if (this.running && this.attempt === attempt) this.attemptAnswered(value);
      };
      const failed = (thrown: unknown): void => {
        if (this.running && this.attempt === attempt) this.attemptFailed(thrown);
      };
      if (answer instanceof Promise) answer.then(answered, failed);
      else Promise.resolve(answer).then(answered, failed);
    } catch (thrown) {
      this.attemptFailed(thrown);
    }
  }

  private runSurrounded(run: MemberFunction, given: unknown): unknown {
    const { span, provider } = this;
    return withinCall(this, () => (span === undefined ? run(given, this) : span.run(provider, () => run(given, this))));
  }

  private attemptAnswered(value: unknown): void {
    const { target } = this;
    let answer = value;
    if (target.checkOutput !== undefined) {
      try {
        answer = target.checkOutput(value);
      } catch (thrown) {
        return this.attemptFailed(thrown);
      }
    }
    if (this.timed) target.metrics.answeredAfter(this.inFlight.now() - this.sentAt);
    else target.metrics.answeredUntimed();
    target.protection.breaker.succeeded(this.pass);
    this.open = false;
    this.inFlight.remove(this);
    this.leaveProvider();
    this.span?.end();
    if (this.cancel !== undefined) this.options?.signal?.removeEventListener('abort', this.cancel);
    this.resolve(answer);
  }

  private attemptFailed(thrown: unknown): void {
    const { target, provider } = this;
    const error = settleFailure(provider, this.member, thrown);
    const ms = this.inFlight.now() - this.sentAt;
    target.metrics.failedAfter(ms, error.code);
    const { breaker } = target.protection;
    // It waited for another until its own time was over: that one has failed.
    const verdict = error.code === 'deadline' && this.isHeldUp ? 'nothing' : verdictOf(error, ms, provider.component);
    if (verdict === 'failed') breaker.failed(this.pass);
    else if (verdict === 'works') breaker.succeeded(this.pass);
    else breaker.withdrawn(this.pass);
    this.leaveProvider();
    if (!this.repeats(error)) this.close(withRepetitions(error, this.attempt - 1));
  }

  /** Frees the place at the provider; the next in its queue is sent at once. */
  private leaveProvider(): void {
    const { target } = this;
    this.running = false;
    target.metrics.inFlight -= 1;
    target.protection.bulkhead.leave();
    callEnds(target.provider);
  }

  /** At another provider at once, else after a pause at whoever is there then; never past the deadline. */
  private repeats(error: CarusoError): boolean {
    const { target, route } = this;
    if (this.attempt > route.repetitions) return false;
    const elsewhere = target.provider.place.kind !== 'here';
    const { contractId } = route;
    const repetition = repetitionOf({ error, contractId, idempotent: target.idempotent, elsewhere });
    if (repetition === 'none') return false;
    const other = route.alternative((this.tried ??= new Set()).add(target.provider));
    const delayMs = this.inFlight.pauseMs(this.attempt);
    if (other === undefined && repetition === 'elsewhere-only') return false;
    if (this.inFlight.now() + (other === undefined ? delayMs : 0) >= this.over) return false;

    target.provider.calls.retried += 1;
    target.metrics.retried += 1;
    this.renew();
    if (other !== undefined) this.admit(other);
    // Whoever calls now is told at once that there is nobody; so is who called a moment ago.
    else if (route.target() === undefined) this.lookAgain();
    else this.stopWaiting = this.inFlight.clock.after(delayMs, () => this.lookAgain());
    return true;
  }

  private close(error: CarusoError): void {
    this.open = false;
    this.stopWaiting?.();
    this.inFlight.remove(this);
    this.span?.fail(error);
    if (this.cancel !== undefined) this.options?.signal?.removeEventListener('abort', this.cancel);
    this.reject(error);
  }
}
