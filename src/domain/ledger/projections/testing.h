#pragma once
// A log in memory for the tests of the projections: add an entry, look at the rows. Tests only.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "domain/ledger/memory_rows.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger::testing {

/// 2020-12-14T14:20:00+08:00, a Monday.
inline constexpr std::int64_t kStart = 1'607'926'800'000;

inline Uuid id_of(int number) {
  Uuid id;
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}
inline std::string id_text(int number) {
  return to_text(id_of(number));
}

class TestLog {
 public:
  /// Event and log time of the next entry are `kStart` + 1 s per entry, unless set before.
  LoggedEntry draft(Kind kind, Payload payload, std::vector<MediaItem> media = {}) const {
    LoggedEntry logged;
    logged.entry.kind = kind;
    logged.entry.index = next_;
    logged.entry.event_id = id_of(100 + static_cast<int>(next_));
    logged.entry.event_time = from_unix_ms(kStart + static_cast<std::int64_t>(next_) * 1000);
    logged.entry.log_time = logged.entry.event_time;
    logged.payload = std::move(payload);
    logged.media = std::move(media);
    return logged;
  }
  /// The error code when it was refused; then nothing changed.
  std::optional<ErrorCode> add(const LoggedEntry& logged) {
    auto changes = fold(logged, rows_);
    if (!changes) {
      message_ = changes.error().message;
      return changes.error().code;
    }
    EXPECT_TRUE(rows_.apply(*changes));
    changes_ = *std::move(changes);
    ++next_;
    return std::nullopt;
  }
  std::optional<ErrorCode> add(Kind kind, Payload payload, std::vector<MediaItem> media = {}) {
    return add(draft(kind, std::move(payload), std::move(media)));
  }
  /// A passage with the id of that number.
  std::optional<ErrorCode> pass(int id, Payload payload) {
    LoggedEntry logged = draft(Kind::passage, std::move(payload));
    logged.entry.event_id = id_of(id);
    return add(logged);
  }
  std::optional<ErrorCode> outcome(int id, std::string outcome) {
    return add(Kind::outcome, {{Field::passage, id_text(id)}, {Field::outcome, outcome}});
  }
  [[nodiscard]] Row passage(int id) {
    const auto row = rows_.get_by(passages::kTable, "by_id", {id_text(id)}).value();
    EXPECT_TRUE(row);
    return row.value_or(Row(passages::kColumnCount));
  }
  /// All rows of a table in the order of their keys.
  [[nodiscard]] std::vector<Row> rows(std::string_view table) const {
    std::vector<Row> out;
    for (const auto& [key, row] : rows_.rows(table)) out.push_back(row);
    return out;
  }
  [[nodiscard]] MemoryRows& source() { return rows_; }
  [[nodiscard]] std::int64_t next() const { return static_cast<std::int64_t>(next_); }
  [[nodiscard]] const std::vector<RowChange>& changes() const { return changes_; }
  [[nodiscard]] const std::string& message() const { return message_; }

 private:
  MemoryRows rows_;
  std::uint64_t next_ = 0;
  std::vector<RowChange> changes_;
  std::string message_;
};

/// A truck at lane 1, inwards, admitted.
inline Payload truck(std::string plate = "冀A12345", std::string direction = "in") {
  return {{Field::lane, "1"},
          {Field::direction, std::move(direction)},
          {Field::plate, std::move(plate)},
          {Field::colour, "yellow"},
          {Field::verdict, "admit"},
          {Field::intent, "open"}};
}

/// A truck that waits for the guard.
inline Payload held_truck() {
  Payload payload = truck();
  payload.set(Field::verdict, "hold").set(Field::intent, "none");
  payload.set(Field::open_until, "2020-12-14T14:30:00+08:00");
  return payload;
}

inline Cell cell(std::string_view text) {
  return std::string(text);
}
inline Cell cell(std::int64_t number) {
  return number;
}

}  // namespace cleangate::ledger::testing
