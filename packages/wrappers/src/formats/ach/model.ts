import type { Direction } from '../amounts/direction.js';

/** Record 1. */
export interface AchFileHeader {
  readonly immediateDestination: string;
  readonly immediateOrigin: string;
  readonly immediateDestinationName: string | null;
  readonly immediateOriginName: string | null;
  /** Without a zone. */
  readonly fileCreatedAt: string | null;
  readonly fileIdModifier: string | null;
}

/** Record 5. */
export interface AchBatchHeader {
  /** 200 mixed, 220 credits only, 225 debits only. */
  readonly serviceClass: string;
  readonly batchNumber: string;
  /** Standard entry class, such as PPD, CCD, WEB, IAT. */
  readonly entryClass: string;
  /** Null in an IAT batch, whose header has no room for it. */
  readonly companyName: string | null;
  readonly companyId: string | null;
  readonly entryDescription: string | null;
  readonly effectiveDate: string | null;
  readonly originatingBank: string;
}

/** Record 6 with its records 7. */
export interface AchEntry {
  readonly transactionCode: string;
  /** What happens to the receiver's account. */
  readonly direction: Direction;
  readonly accountType: 'checking' | 'savings' | 'general-ledger' | 'loan';
  /** A test without money before the first payment. */
  readonly prenote: boolean;
  /** Nine digits, the last of them the check digit. */
  readonly routingNumber: string;
  readonly accountNumber: string;
  /** Dollars without sign; `direction` tells which way. */
  readonly amount: string;
  readonly individualId: string | null;
  readonly name: string | null;
  readonly discretionaryData: string | null;
  readonly traceNumber: string;
  readonly addenda: readonly AchAddendum[];
  /** R01 to R85 of a returned entry, with the trace number of the entry that comes back. */
  readonly returnReason: string | null;
  /** C01 to C14 of a notification of change, with the right data. */
  readonly changeCode: string | null;
  readonly correctedData: string | null;
  readonly originalTraceNumber: string | null;
}

/** Record 7. */
export interface AchAddendum {
  /** 05 payment information, 10 to 18 of international entries, 98 change, 99 return. */
  readonly type: string;
  readonly text: string;
}
