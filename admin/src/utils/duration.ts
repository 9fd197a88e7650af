interface Duration {
  hours: number;
  minutes: number;
  seconds: number;
}

/** Whole hours, minutes and seconds; a part of a second counts as one, so that nothing takes no time. */
export const durationOf = (milliseconds: number): Duration => {
  const all = Math.max(1, Math.ceil(milliseconds / 1000));
  return {
    hours: Math.floor(all / 3600),
    minutes: Math.floor((all % 3600) / 60),
    seconds: all % 60,
  };
};
