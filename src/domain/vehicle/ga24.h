#pragma once
// Codes of GA 24 (vehicle class 24.4, fuel 24.9), size classes of GA 802, letters of NEV plates,
// and which emission timeline a vehicle follows. Two meanings of "heavy" that must not be mixed up:
// 重型 (GA 802, ≥ 12,000 kg) is what bans name; GB 17691 counts from > 3,500 kg. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/plate/plate.h"
#include "domain/vehicle/truth.h"

namespace cleangate::vehicle {

// GA 24.4 and GA 802-2019: 重型 = maximum total mass ≥ 12,000 kg (grading-rules.md 6).
inline constexpr std::int64_t kHeavyMassKg = 12'000;
inline constexpr std::int64_t kMediumMassKg = 4'500;    // GA 802-2019: 中型 from here
inline constexpr std::int64_t kMediumLengthMm = 6'000;  // GA 802-2019: or from this length
inline constexpr std::int64_t kMicroMassKg = 1'800;     // GA 802-2019: 微型 up to here
inline constexpr std::int64_t kMicroLengthMm = 3'500;   // GA 802-2019: and up to this length
// GB 17691 above, GB 18352 up to it (grading-rules.md 5.1).
inline constexpr std::int64_t kHeavyTimelineMassKg = 3'500;

/// Second character of a GA 24.4 code: 1 heavy (large), 2 medium, 3 light (small), 4 micro.
enum class SizeClass : std::uint8_t { unknown, heavy, medium, light, micro };

/// Its first letter stands in the table of GA 24.4. X99 ("other") and no code do not: they say
/// nothing (law.md, Facts).
[[nodiscard]] bool is_usable_class(std::string_view code);
/// H (goods vehicle) or Q (tractor unit).
[[nodiscard]] bool is_truck_class(std::string_view code);
/// B or G: no engine and no stage of its own.
[[nodiscard]] bool is_trailer_class(std::string_view code);
/// unknown: no usable code, one character only, or a digit outside 1–4.
[[nodiscard]] SizeClass size_of_class(std::string_view code);
/// 重型普通货车, 重型半挂牵引车; a code that is in no list is told by its letter: 中型载货汽车.
/// Empty for a code that is not usable.
[[nodiscard]] std::string describe_class_chinese(std::string_view code);

/// GA 802 by measure; goods vehicles. Without a length a mass between micro and medium is light.
[[nodiscard]] SizeClass size_by_measure(std::int64_t gross_mass_kg,
                                        std::optional<std::int64_t> length_mm);

/// What burns; GA 24.9: A petrol, B diesel, E natural gas and F LPG gas, C none. Mixtures,
/// hybrids (D, L, M, N, O), other (Z) and nothing said are unknown; Y (无) is a vehicle without an
/// engine: none.
enum class EngineFuel : std::uint8_t { unknown, petrol, diesel, gas, none };
[[nodiscard]] EngineFuel engine_fuel(std::string_view fuel_letter);
[[nodiscard]] std::string_view to_text(EngineFuel fuel);  ///< "diesel"; stored in data files
[[nodiscard]] std::string_view to_chinese(EngineFuel fuel);

/// The letter of a plate that matches NEV_SMALL or NEV_LARGE (gate-standards.md 7.1).
enum class NevLetter : std::uint8_t {
  none,   ///< no NEV plate; eight characters alone say nothing
  pure,   ///< D A B C E: battery, stage D
  mixed,  ///< F G H J K: plug-in, range extender or fuel cell; the engine's stage counts
};
[[nodiscard]] NevLetter nev_letter(std::string_view normalised_plate);

/// Which of the two timelines it may follow; both when the facts do not tell.
struct Timelines {
  bool heavy = false;  ///< GB 17691, > 3,500 kg
  bool light = false;  ///< GB 18352, ≤ 3,500 kg
  bool operator==(const Timelines&) const = default;
};
/// By mass; else by class: 1 and 2 heavy, 4 light, light trucks both (3.5–4.5 t), cars light; else
/// by plate: yellow and yellow-green heavy, others both.
[[nodiscard]] Timelines timelines_of(std::optional<std::int64_t> gross_mass_kg,
                                     std::string_view code, plate::Colour colour);

}  // namespace cleangate::vehicle
