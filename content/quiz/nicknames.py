"""The words that contests' nicknames are drawn from: pretty, short, about nobody. People choose one of a few and never write one."""

FIRST = (
    "Chim Én", "Lúa Vàng", "Hoa Ban", "Sao Mai", "Sông Xanh", "Núi Cao", "Gió Lành", "Nắng Sớm", "Trăng Rằm", "Cá Heo",
    "Voi Con", "Ong Chăm", "Trúc Xanh", "Sen Hồng", "Biển Êm", "Mây Trắng", "Mưa Rào", "Đom Đóm", "Hạc Trắng", "Cò Lửa",
    "Bưởi Ngọt", "Cốm Mới", "Diều Giấy", "Trống Đồng", "Nón Lá", "Thuyền Nan", "Suối Mát", "Đồi Chè", "Ngựa Non", "Hải Âu",
)  # fmt: skip
LOWEST, HIGHEST = 10, 99
