import type { AgentState, WorkItem } from '../contract/index.js';

/** What happened on the floor, as the event log keeps it. `at` in milliseconds since 1970. */
export type WorkEvent =
  | {
      readonly type: 'agent.state-changed';
      readonly at: number;
      readonly agent: string;
      readonly state: AgentState;
      readonly reason?: string;
      readonly item?: string;
      readonly simulated: boolean;
    }
  | {
      readonly type:
        | 'work.queued'
        | 'work.offered'
        | 'work.accepted'
        | 'work.declined'
        | 'work.withdrawn'
        | 'work.finished'
        | 'work.requeued';
      readonly at: number;
      readonly work: WorkItem;
      readonly agent?: string;
      readonly reason?: string;
    };
