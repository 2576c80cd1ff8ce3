/** What a witness is asked to cosign, as far as a person can read it. Rust judges it. */

export interface Told {
  readonly origin: string;
  readonly size: string;
  readonly root: string;
}

/**
 * The first lines of the checkpoint in a C2SP `add-checkpoint` request: after `old`, the proof and
 * an empty line. `null` if the text is none.
 */
export function told(request: string): Told | null {
  const lines = request.split("\n");
  const gap = lines.indexOf("");
  if (!/^old \d+$/.test(lines[0] ?? "") || gap < 0) return null;
  const [origin, size, root] = lines.slice(gap + 1);
  return origin && size && root ? { origin, size, root } : null;
}
