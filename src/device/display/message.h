#pragma once
// What a lane's display shows and says, the same for every make of controller. Values only, any
// thread. The texts are ready: nothing here decides or masks.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace cleangate::display {

enum class LineColour : std::uint8_t { red, green, yellow };

struct DisplayLine {
  std::string text;  ///< UTF-8; too long for the controller is cut between characters
  LineColour colour = LineColour::red;
  bool scroll = false;  ///< for texts wider than the screen; else shown at once and still
};

struct DisplayMessage {
  std::vector<DisplayLine> lines;  ///< from the top, at most kMaxDisplayLines are shown
  std::vector<std::string> voice;  ///< phrases of the controller's own library, UTF-8
  std::chrono::seconds ttl{15};    ///< then the controller's idle text returns; 1–255 s
};

inline constexpr std::size_t kMaxDisplayLines = 4;  // devices.md 2.1, 0x6E: N ≤ 4

}  // namespace cleangate::display
