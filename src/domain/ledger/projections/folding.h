#pragma once
// What one fold works on: the entry, the rows as its projections see them, the changes so far.
// Pure; lives for one call of fold(). Each projection is a function that adds its changes here.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/ledger/projection.h"

namespace cleangate::ledger {

inline constexpr ColumnType kInteger = ColumnType::integer;
inline constexpr ColumnType kText = ColumnType::text;

class Folding {
 public:
  Folding(const LoggedEntry& logged, RowSource& rows) : logged_(logged), rows_(rows) {}
  Folding(const Folding&) = delete;
  Folding& operator=(const Folding&) = delete;

  [[nodiscard]] const Entry& entry() const { return logged_.entry; }
  [[nodiscard]] Kind kind() const { return logged_.entry.kind; }
  [[nodiscard]] const std::vector<MediaItem>& media() const { return logged_.media; }
  [[nodiscard]] std::int64_t index() const { return static_cast<std::int64_t>(entry().index); }
  [[nodiscard]] std::int64_t event_ms() const { return to_unix_ms(entry().event_time); }

  // Fields of the payload; a redacted field counts as missing.
  [[nodiscard]] std::string_view text(Field field) const { return logged_.payload.text(field); }
  [[nodiscard]] bool has(Field field) const { return !text(field).empty(); }
  /// Null when missing or empty.
  [[nodiscard]] Cell cell(Field field) const;
  [[nodiscard]] Cell cell_or(Field field, std::string_view fallback) const;
  /// Null when missing or not a decimal number.
  [[nodiscard]] Cell number_cell(Field field) const;
  /// Milliseconds; null when missing. Errors: invalid (not RFC 3339).
  [[nodiscard]] Result<Cell> time_cell(Field field) const;
  /// Errors: invalid when missing.
  [[nodiscard]] Result<std::string> needed(Field field) const;

  /// The row before this entry; with the changes of this fold for a row that it put or removed.
  [[nodiscard]] Result<std::optional<Row>> get(std::string_view table, const Row& key);
  /// By unique index, before this entry.
  [[nodiscard]] Result<std::optional<Row>> get_by(std::string_view table, std::string_view index,
                                                  const Row& values);
  void put(std::string_view table, Row row);
  void remove(std::string_view table, Row key);
  [[nodiscard]] std::vector<RowChange> take_changes() { return std::move(changes_); }

  /// The passage that this entry makes or speaks of, before and after it; set by fold_passages,
  /// read by the projections that count, pair or list passages.
  std::optional<Row> passage_before;
  std::optional<Row> passage_after;
  /// Its vehicle was seen by an earlier passage, too; set by fold_presence.
  bool seen_before = false;

 private:
  const LoggedEntry& logged_;
  RowSource& rows_;
  std::vector<RowChange> changes_;
};

[[nodiscard]] inline Cell text_cell(std::string_view value) {
  return std::string(value);
}

/// A row of counts, `place` and then the number, becomes larger by `difference`. A count that falls
/// to 0 has no row.
[[nodiscard]] Result<void> add_to_count(Folding& folding, std::string_view table, Row place,
                                        std::int64_t difference);
/// What counted at one place counts at another; nullopt: nowhere.
[[nodiscard]] Result<void> move_count(Folding& folding, std::string_view table,
                                      const std::optional<Row>& from, const std::optional<Row>& to);

// One projection each, in the order in which they run; each is in the file of its name.
[[nodiscard]] TableSchema passages_schema();
[[nodiscard]] Result<void> fold_passages(Folding& folding);
[[nodiscard]] TableSchema sightings_schema();
[[nodiscard]] Result<void> fold_sightings(Folding& folding);
[[nodiscard]] TableSchema vehicles_schema();
[[nodiscard]] Result<void> fold_vehicles(Folding& folding);
[[nodiscard]] TableSchema vehicle_evidence_schema();
[[nodiscard]] Result<void> fold_vehicle_evidence(Folding& folding);
[[nodiscard]] TableSchema list_items_schema();
[[nodiscard]] Result<void> fold_list_items(Folding& folding);
[[nodiscard]] TableSchema settings_schema();
[[nodiscard]] Result<void> fold_settings(Folding& folding);
[[nodiscard]] TableSchema warning_actions_schema();
[[nodiscard]] Result<void> fold_warning_actions(Folding& folding);
[[nodiscard]] TableSchema rule_packs_schema();
[[nodiscard]] Result<void> fold_rule_packs(Folding& folding);
[[nodiscard]] TableSchema presence_schema();
[[nodiscard]] Result<void> fold_presence(Folding& folding);
[[nodiscard]] TableSchema movements_schema();
[[nodiscard]] Result<void> fold_movements(Folding& folding);
[[nodiscard]] TableSchema device_states_schema();
[[nodiscard]] Result<void> fold_device_states(Folding& folding);
[[nodiscard]] TableSchema daily_counts_schema();
[[nodiscard]] Result<void> fold_daily_counts(Folding& folding);
[[nodiscard]] TableSchema monthly_counts_schema();
[[nodiscard]] Result<void> fold_monthly_counts(Folding& folding);
[[nodiscard]] TableSchema shifts_schema();
[[nodiscard]] Result<void> fold_shifts(Folding& folding);
[[nodiscard]] TableSchema plate_parts_schema();
[[nodiscard]] Result<void> fold_plate_parts(Folding& folding);
[[nodiscard]] TableSchema quota_counts_schema();
[[nodiscard]] Result<void> fold_quota_counts(Folding& folding);
[[nodiscard]] TableSchema plan_versions_schema();
[[nodiscard]] Result<void> fold_plan_versions(Folding& folding);
[[nodiscard]] TableSchema measure_executions_schema();
[[nodiscard]] Result<void> fold_measure_executions(Folding& folding);
[[nodiscard]] TableSchema documents_schema();
[[nodiscard]] Result<void> fold_documents(Folding& folding);
[[nodiscard]] TableSchema declarations_schema();
[[nodiscard]] Result<void> fold_declarations(Folding& folding);
[[nodiscard]] TableSchema stage_statements_schema();
[[nodiscard]] Result<void> fold_stage_statements(Folding& folding);
[[nodiscard]] TableSchema verification_queue_schema();
[[nodiscard]] Result<void> fold_verification_queue(Folding& folding);
/// Gives a passage that has a new plate what was declared for it; within fold_passages.
[[nodiscard]] Result<void> attach_declaration(Folding& folding, const std::optional<Row>& before,
                                              Row& after);

}  // namespace cleangate::ledger
