#include "domain/ledger/projections/folding.h"
#include "domain/ledger/projections/tables.h"

namespace cleangate::ledger {

using namespace device_states;

TableSchema device_states_schema() {
  return {kTable,
          {{"device", kText},
           {"state", kText},
           {"detail", kText},
           {"at", kInteger},
           {"updated_index", kInteger}},
          1,
          {}};
}

Result<void> fold_device_states(Folding& folding) {
  if (folding.kind() != Kind::device_state) return {};
  if (folding.entry().device.empty()) {
    return fail(ErrorCode::invalid, "device_state without a device");
  }
  Row row(kColumnCount);
  row[kDevice] = folding.entry().device;
  row[kState] = folding.cell(Field::state);
  row[kDetail] = folding.cell(Field::detail);
  row[kAt] = folding.event_ms();
  row[kUpdatedIndex] = folding.index();
  folding.put(kTable, std::move(row));
  return {};
}

}  // namespace cleangate::ledger
