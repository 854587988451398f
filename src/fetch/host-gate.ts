/**
 * Whose turn it is at a host. One of the ports; every adapter passes the same conformance suite. Turns are taken per host:
 * one request at a time, begun no sooner than a gap after the end of the one before, whichever worker makes it.
 */
export interface HostGate {
  /**
   * Runs a request when it is the host's turn.
   * @param gap milliseconds between the end of a request to the host and the beginning of the next
   * @param send what it rejects with is passed on; a FetchError that says until when the host is to be left alone
   * (`leaveUntil`) holds for every request to it
   * @param signal ends the wait for the turn
   * @throws fetch.unavailable when the host has asked to be left alone for longer than the patience; queue.unavailable where
   * turns cannot be asked for; the signal's own reason
   */
  run<T>(host: string, gap: number, send: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Lets go of every connection. */
  close(): Promise<void>;
}
