/** Lists that Rust hands out a page at a time, each page saying where the next begins. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useT } from "../i18n";
import { asFailure } from "./failure";

type Cursor = string | number;
type PageOf<C extends Cursor> = { next: C | null };

/** Pages read so far and how to read one more. */
export function usePages<C extends Cursor, P extends PageOf<C>>(
  key: readonly unknown[],
  read: (cursor: C | null) => Promise<P>,
) {
  const t = useT();
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam as C | null),
    initialPageParam: null as unknown,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  return {
    pages: query.data?.pages ?? [],
    failure: query.error ? asFailure(query.error, t) : null,
    loading: query.isPending,
    retry: () => void query.refetch(),
    more: query.hasNextPage
      ? {
          label: t("common.more"),
          busyLabel: t("common.loading"),
          busy: query.isFetchingNextPage,
          load: () => void query.fetchNextPage(),
        }
      : null,
  };
}
