#pragma once
// Replies to Vzenith pushes and comet polls (devices.md 1.3.1, Reply). Pure, any thread. The
// reply is the command: "ok" opens, so it is built only behind the decision.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace cleangate::camera::vzenith {

struct SerialFrame {
  int serial_channel = 0;  ///< 0 = RS485-1, 1 = RS485-2
  std::string bytes;       ///< raw, such as a display frame
};

struct Reply {
  bool open = false;
  int channel = 0;  ///< output whose 500 ms pulse opens
  std::vector<SerialFrame> serial;
  std::optional<std::int64_t> continue_offline;  ///< plateid of the offline record just stored
};

/// {"Response_AlarmInfoPlate":{…}}: always there, also when nothing opens, because cameras without
/// it send the same read for ever. Valid for plate results and comet polls.
[[nodiscard]] std::string encode_reply(const Reply& reply);

/// {"Response_Heartbeat":{…}} of the ALPHADIGI dialect; never opens.
[[nodiscard]] std::string encode_heartbeat_reply(const Reply& reply);

}  // namespace cleangate::camera::vzenith
