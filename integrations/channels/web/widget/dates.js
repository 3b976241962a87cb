// Times as the customer's language writes them.

class Dates {
  constructor(locale, words) {
    this.words = words;
    const form = (shape) => {
      try {
        return new Intl.DateTimeFormat(locale, shape);
      } catch {
        return new Intl.DateTimeFormat("en", shape);
      }
    };
    this.clock = form({ hour: "2-digit", minute: "2-digit", hour12: false });
    this.date = form({ weekday: "short", month: "short", day: "numeric" });
    this.calendar = form({ year: "numeric", month: "short", day: "numeric" });
    this.scan = form({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  }

  time(at) {
    return written(this.clock, at);
  }

  moment(at) {
    return written(this.scan, at);
  }

  full(at) {
    return written(this.calendar, at);
  }

  day(at) {
    const day = dayOf(at);
    const now = Date.now();
    if (day === dayOf(now)) return this.words.today;
    if (day === dayOf(now - 86400000)) return this.words.yesterday;
    return written(this.date, at);
  }
}

function dayOf(at) {
  return new Date(at).toDateString();
}

function written(form, at) {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? "" : form.format(moment);
}
