/** Answers of the API in components. */
import { useCallback, useEffect, useRef, useState } from "../lib/hooks.js";

/**
 * What `ask` answers, asked again when one of `inputs` changes and, with `every`, each so many milliseconds while the
 * page is looked at. While it is asked again the last answer stays: `{ data, error, loading, reload }`.
 */
export function useAnswer(ask, inputs, every) {
  const [state, setState] = useState({ data: null, error: null, loading: true });
  const round = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++round.current;
    setState((old) => ({ ...old, loading: true }));
    try {
      const data = await ask();
      if (mine === round.current) setState({ data, error: null, loading: false });
    } catch (error) {
      if (mine === round.current) setState((old) => ({ data: old.data, error, loading: false }));
    }
  }, inputs);
  useEffect(() => {
    setState({ data: null, error: null, loading: true });
    reload();
    return () => {
      round.current++;
    };
  }, [reload]);
  useEffect(() => {
    if (!every) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") reload();
    }, every);
    return () => clearInterval(timer);
  }, [reload, every]);
  return { ...state, reload };
}

/** Asks again a few times soon: what was asked of the scheduler shows when the scheduler has decided. */
export const soon = (reload) => [300, 800, 1800].forEach((milliseconds) => setTimeout(reload, milliseconds));

/** A value that stays as it was until it has not changed for `milliseconds`. */
export function useSettled(value, milliseconds) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** The time now, again each second while `running`. */
export function useNow(running) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
