// OperationTable: K4.5, a row for each operation and a column for each state.
#pragma once

#include <array>
#include <cstdint>

#include "crypto/key_state.h"

namespace keyward::crypto {

// RightOrigins: which origins an Origin cell is satisfied with.
enum class RightOrigins : uint8_t { kAny, kAwsKms, kExternal, kNotStored };

// Cell: the codes (K4.4) that a key of the right origin, and one of another, is refused with; 0
// where it is allowed.
struct Cell {
  uint8_t right = 0;
  uint8_t other = 0;
};

// OperationRow: one row of K4.5; cells in the order of its columns.
struct OperationRow {
  KeyOperation operation;
  std::string_view name;
  RightOrigins origins;
  std::array<Cell, 7> cells;
};

// RowOf is the operation's row.
const OperationRow& RowOf(KeyOperation operation);

// ColumnOf is the column of a state; both pending deletions share one.
size_t ColumnOf(KeyState state);

// IsRight tells whether `origins` holds `origin`.
bool IsRight(RightOrigins origins, KeyOrigin origin);

}  // namespace keyward::crypto
