#pragma once
// Vehicles as rows of a spreadsheet (导入导出): the columns, what a person writes into them, and
// what is wrong with a cell in words for him. Pure, any thread.

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/spreadsheet.h"
#include "domain/ledger/projection.h"

namespace cleangate::service {

/// The heading and two rows as examples.
[[nodiscard]] SheetRows vehicle_template();

/// Which column of a file holds what; by the Chinese heading or the API's member name. Other
/// columns are left out: what of a vehicle is sealed is only what the contract has (decision 8).
class VehicleHeading {
 public:
  /// Errors: invalid, in Chinese: no 车牌号, or one heading twice.
  [[nodiscard]] static Result<VehicleHeading> read(const SheetRow& row);

  struct Fault {
    std::string column, value, zh, en;
  };
  struct Checked {
    Json vehicle;  ///< {plate,colour,stage,…} as the API has it
    std::vector<Fault> faults;
  };
  /// Every fault of the row, left to right. An empty cell says nothing, but for the plate.
  [[nodiscard]] Checked check(const SheetRow& row) const;
  [[nodiscard]] static bool is_blank(const SheetRow& row);

 private:
  friend class VehicleRows;
  std::vector<std::optional<std::size_t>> place_;  ///< by column number of ours
  SheetRow headings_;                              ///< as the file has them
};

/// The rows of one file in their order: a vehicle stands in it once.
class VehicleRows {
 public:
  explicit VehicleRows(VehicleHeading heading) : heading_(std::move(heading)) {}
  /// As VehicleHeading::check; that an earlier row has the vehicle is a fault of its plate, too.
  /// `number`: as the spreadsheet counts.
  [[nodiscard]] VehicleHeading::Checked check(const SheetRow& row, std::size_t number);

 private:
  VehicleHeading heading_;
  std::unordered_map<std::string, std::size_t> seen_;  // plate and colour → row
};

/// A row of `vehicles` under the template's heading.
[[nodiscard]] SheetRow vehicle_sheet_row(const ledger::Row& row);

}  // namespace cleangate::service
