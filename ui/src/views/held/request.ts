/** What a witness is asked to cosign, as far as a person can read it. Rust judges it. */

export interface Told {
  readonly origin: string;
  readonly size: string;
  /** Hex, as the head shows it; as it stands if it is no hash. */
  readonly root: string;
}

const HASH = /^[A-Za-z0-9+/]{43}=$/;

const hexOf = (base64: string): string =>
  HASH.test(base64)
    ? Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"))
        .join("")
        .toUpperCase()
    : base64;

/**
 * The first lines of the checkpoint in a C2SP `add-checkpoint` request: after `old`, the proof and
 * an empty line. `null` if the text is none.
 */
export function told(request: string): Told | null {
  const lines = request.split("\n");
  const gap = lines.indexOf("");
  if (!/^old \d+$/.test(lines[0] ?? "") || gap < 0) return null;
  const [origin, size, root] = lines.slice(gap + 1);
  return origin && size && root ? { origin, size, root: hexOf(root) } : null;
}
