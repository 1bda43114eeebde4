import type { AgentLine } from '../channel-adapter.js';
import type { SipLeg } from './sip-leg.js';

/** An agent on her SIP phone. */
export class AgentPhone implements AgentLine {
  constructor(readonly leg: SipLeg) {}

  onHungUp(listener: (by: 'agent' | 'system') => void): void {
    this.leg.hungUp.on((how) => listener(how === 'remote' ? 'agent' : 'system'));
    this.leg.lost.on(() => listener('system'));
  }

  hangUp(): void {
    this.leg.hangUp();
  }
}
