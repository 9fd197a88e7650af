/** What some work comes to, if that takes no longer than so many milliseconds; else null, and the work goes on. */
export const inTime = async <Result>(
  milliseconds: number,
  work: Promise<Result>
): Promise<Result | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
