/** What a message may hold; more is refused before it costs memory. */
export const messageLimits = {
  /** Bytes: the most that UDP carries. */
  datagramBytes: 65_535,
  headerFields: 128,
  /** Characters of one unfolded header field or start line. */
  fieldLength: 8_192,
  vias: 32,
} as const;
