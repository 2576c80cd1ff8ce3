import { useEffect, useState } from "react";

const PAUSE_MS = 200;

/** The value once it has rested: a list is not read anew at every key. */
export function useDebounced<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setRested(value);
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value]);
  return rested;
}
