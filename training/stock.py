"""The words invented cards are made of: names, brands, towns, titles, firms.

A stock may be cut in two halves by a checksum of each word, so that a model can be trained on one
half and tried on cards whose every name, brand and town it has never met.
"""

from __future__ import annotations

import random
import re
import tomllib
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from faker import Faker

_FOLDER = Path(__file__).parent / "words"


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    """Return one of the TOML tables of training/words; an empty one when there is none."""
    path = _FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def entries(name: str, section: str, key: str) -> tuple[str, ...]:
    """Return the entries of one list and of its continuation; an empty tuple without either."""
    mark = ";;" if name == "lines" else ";"
    found = (
        " ".join(entry.split())
        for part in (name, f"more_{name}")
        for entry in table(part).get(section, {}).get(key, "").split(mark)
    )
    return tuple(dict.fromkeys(entry for entry in found if entry))


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


# Latin spellings of names that no locale of Faker writes that way.
_ROMANIZED: dict[str, tuple[str, str]] = {
    "KR": (
        "Minjun Seojun Dohyun Jiwoo Hyunwoo Jihoon Sungmin Young-ho Kyung-soo Jae-won Min-ji Soo-jin "
        "Hye-jin Eun-ji Ji-young Yuna Seoyeon Haneul Byung-chul Sang-woo Tae-hyun Chang-min Dong-hyun "
        "Jung-ah Mi-kyung Hyo-jin Kwang-su In-ho Jin-woo Sun-hee Yong-jae Joon Hana Sora",
        "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong Jeon "
        "Ko Moon Yang Son Bae Baek Heo Nam Noh Ha Ryu Chung Rhee Koo Woo",
    ),
    "CN": (
        "Wei Fang Min Jing Lei Qiang Yan Juan Tao Chao Xiuying Xia Ping Gang Guiying Jun Jie Ying Hui "
        "Hua Yun Ling Xiaoming Zhiwei Haoran Yuxuan Zihan Mengyao Jiahao Lihua Guoqiang Wenjie Xin Rui "
        "Bo Yifan Siyuan Tianyu Meiling Chunhua",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang "
        "Xie Tang Deng Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu",
    ),
    "HK": (
        "Jason Kelvin Vivian Carmen Raymond Winnie Ka-Ming Wai-Kit Chi-Wai Mei-Ling Siu-Fong Tony Eric "
        "Fiona Gloria Man-Yee Kwok-Wah Yuen-Ting Tsz-Ching Ho-Yin",
        "Chan Wong Leung Cheung Lau Ng Lam Ho Kwok Tsang Yeung Chow Tse Fung Yip Mak Tam Poon Lai Siu Hui "
        "Chiu Tang Kwan Yuen",
    ),
    "JP": (
        "Hiroshi Takashi Kenji Satoshi Yuki Haruto Sota Ren Kaito Daiki Naoki Makoto Kazuo Akira Masato "
        "Ryo Shota Tsuyoshi Yoshio Koji Yuko Keiko Akiko Naomi Sakura Hina Yui Aoi Mio Emi Kaori Tomoko "
        "Megumi Ayumi Mayumi Noriko Kumiko Junko Hiromi Chiharu",
        "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki "
        "Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Yamazaki Mori Abe Ikeda Hashimoto "
        "Ishikawa Ogawa Maeda Okada Hasegawa Fujita Goto Kondo Murakami Endo Aoki Sakamoto Nishimura "
        "Fukuda Ota Miura Fujiwara Okamoto Matsuda Nakagawa Harada Ono Takeuchi Kaneko Nakano Uchida",
    ),
    "VN": (
        "Anh Minh Huy Duc Tuan Hung Khanh Long Nam Phuc Quang Son Thanh Trung Linh Lan Hoa Mai Thao Trang "
        "Van Anh Thi Hang Ngoc Bich Quoc Bao Duy Khoa Hai Yen My Linh",
        "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Truong Doan Mai Trinh",
    ),
    "MY": (
        "Ahmad Muhammad Mohd Nur Siti Faizal Azlan Hafiz Amir Zul Aisyah Nurul Farah Izzah Rizal Kamal "
        "Shahrul Noraini Hakim Irfan Syafiq Aina Zainab Rosli Razak Suhaila Firdaus Azman Haziq",
        "bin_Abdullah bin_Ismail binti_Rahman Hashim Ibrahim Othman Yusof Zainal Bakar Salleh Hamid Omar "
        "Mansor Jamaludin Kassim Aziz Ariffin Mustafa Daud Halim Latif Tan Lim Lee Wong Ng Chong Goh Teo "
        "Krishnan Subramaniam Rajan Muthu",
    ),
    "TN": (
        "Mohamed Ahmed Ali Karim Mehdi Amine Slim Sami Walid Hichem Tarek Nabil Fethi Moez "
        "Ridha Lotfi Mourad Hatem Sofiane Rachid Abdelkader Samir Omar Ibrahim Bilel Zied "
        "Amina Fatma Leila Sonia Nadia Samia Ines Rim Olfa Hela Mariem Asma Sana Dorra Imen Salma Yasmine "
        "Khadija Nour Houda Latifa Wafa Najet Emna Rania Hajer Chokri Mounir Faouzi Nizar",
        "Ben_Ali Ben_Salah Ben_Mansour Ben_Amor Trabelsi Hammami Gharbi Jlassi Bouazizi Mansouri Chaabane "
        "Khelifi Ayari Mejri Dridi Mabrouk Bouzid Ghannouchi Jaziri Karoui Zouari Sassi Ferchichi "
        "El_Amrani El_Fassi Benjelloun Bennani Alaoui Tazi Berrada Idrissi Chraibi Lahlou Belkacem Bensaid "
        "Boudiaf Hamdi Ziani Saidi Meziane Slimani Brahimi Mahrez Benali Touati Rahmani Kaci Jebali "
        "Romdhane Masmoudi Triki Kammoun Ellouze Chakroun Sfar Jarraya Abdelli Hachicha",
    ),
    "AE": (
        "Abdullah Mohammed Khalid Saeed Omar Hamad Rashid Sultan Faisal Majid Tariq Ziad Rami Hani Ghassan "
        "Fadi Maher Layla Mariam Fatima Aisha Noura Hind Reem Dana Rania Lina Maya Zeina Joumana",
        "Al_Mansoori Al_Hashimi Al_Maktoum Al-Sayed Al-Rashid Al_Suwaidi Al-Farsi Khoury Nasser "
        "Saleh Aoun Gemayel Hariri Khalil Mansour Sabbagh Shaheen Taha Zaki Darwiche Fakhoury Habib",
    ),
    "SN": (
        "Aminata Fatou Mariama Awa Aïssatou Moussa Ousmane Ibrahima Mamadou Cheikh Abdoulaye Modou Issa "
        "Kofi Kwame Akua Ama Chinedu Emeka Ngozi Adaeze Oluwaseun Tunde Folake Yao Koffi Adjoua Serge "
        "Jean-Claude Brice Armel Wanjiku Kamau Otieno Njeri",
        "Diop Ndiaye Fall Diallo Ba Sow Sy Gueye Faye Sarr Traoré Coulibaly Keita Koné Touré Cissé Mensah "
        "Boateng Owusu Asante Okafor Adeyemi Okonkwo Eze Balogun Kouassi Kouamé Mbappé Nkoulou Atangana "
        "Mwangi Kariuki Odhiambo Kimani",
    ),
    "LK": (
        "V.S. K.V. M. G. R. S. P.K. A.R. T. Srinivas Ramesh Suresh Lakshmi Venkata Satish "
        "Rajesh Anil Vijay Sudha Kavitha Madhavi Prasad Krishna Ravi Kiran Sridhar Murali Mohan Sunita "
        "Deepak Rahul Priya Anita Sanjay Vikram Arjun Nisha Meena Usha Gopal Hari Naresh Mahesh Ganesh "
        "K.R. D.V. B. N.S. Y. Ch. Sai Shiva Bhaskar Nagesh Subba Chandra",
        "Rao Shetty Gowda Achari Sharma Varma Iyer Iyengar Nair Menon Pillai Gupta Agarwal Patel Shah Mehta "
        "Desai Joshi Kulkarni Deshpande Patil Chowdary Prasad Kumar Singh Kaur Gill Khan Siddiqui Das Sen "
        "Bose Banerjee Mukherjee Chatterjee Ghosh Raju Krishnan Subramanian Venkatesh Ranganathan Babu "
        "Goud Yadav Mishra Tiwari Pandey Verma Saxena Kapoor Malhotra Chopra Bhatia Sastry Sarma",
    ),
}
CULTURES: dict[str, str] = {
    "US": "en_US", "GB": "en_GB", "CA_EN": "en_CA", "AU": "en_AU", "IN": "en_IN", "FR": "fr_FR",
    "CA_FR": "fr_CA", "CH_FR": "fr_CH", "BE_NL": "nl_BE", "DE": "de_DE", "AT": "de_AT", "CH_DE": "de_CH",
    "BR": "pt_BR", "PT": "pt_PT", "ES": "es_ES", "MX": "es_MX", "IT": "it_IT", "NL": "nl_NL",
    "PL": "pl_PL", "CZ": "cs_CZ", "RO": "ro_RO", "SE": "sv_SE", "NO": "no_NO", "DK": "da_DK",
    "FI": "fi_FI", "TR": "tr_TR", "ID": "id_ID", "HU": "hu_HU", "HR": "hr_HR", "PH": "en_PH",
}  # fmt: skip


class Stock:
    """Draws words, all from one half of what there is when asked to.

    Args:
        rng: Where chance comes from.
        half: 0 or 1 for words of that half only; None for all.
    """

    def __init__(self, rng: random.Random, half: int | None = None) -> None:
        self.rng = rng
        self.half = half

    def is_mine(self, word: str) -> bool:
        """Say whether a word belongs to this stock's half."""
        return self.half is None or zlib.crc32(word.encode()) % 2 == self.half

    def pick(self, options: Sequence[str]) -> str:
        """Return one of several texts, of this stock's half where it has any."""
        for _ in range(12):
            option = self.rng.choice(options)
            if self.is_mine(option):
                return option
        return self.rng.choice(options)

    def draw(self, make: Callable[[], str]) -> str:
        """Return what ``make`` returns, called until it is of this stock's half."""
        for _ in range(12):
            word = make()
            if self.is_mine(word):
                return word
        return make()

    def locale(self, culture: str) -> Faker:
        """Return the Faker of a culture, seeded by this stock's chance."""
        faker = _faker(CULTURES[culture])
        faker.seed_instance(self.rng.getrandbits(32))
        return faker

    def given(self, culture: str) -> str:
        """Return a given name."""
        if culture in _ROMANIZED:
            return self.pick(_ROMANIZED[culture][0].split()).replace("_", " ")
        faker = self.locale(culture)
        return self.draw(faker.first_name)

    def family(self, culture: str) -> str:
        """Return a family name."""
        if culture in _ROMANIZED:
            return self.pick(_ROMANIZED[culture][1].split()).replace("_", " ")
        faker = self.locale(culture)
        return self.draw(faker.last_name)

    def town(self, culture: str) -> str:
        """Return a town."""
        locale = culture if culture in CULTURES else "US"
        faker = self.locale(locale)
        return self.draw(faker.city)

    def street(self, culture: str) -> str:
        """Return a street's name."""
        faker = self.locale(culture if culture in CULTURES else "US")
        return self.draw(faker.street_name)

    def job(self, language: str) -> str:
        """Return the name of an occupation; English where Faker knows none of the language."""
        culture = {
            "fr": "FR",
            "de": "AT",
            "pt": "BR",
            "es": "ES",
            "tr": "TR",
            "pl": "PL",
            "cs": "CZ",
            "hu": "HU",
            "ro": "RO",
            "fi": "FI",
            "da": "DK",
        }
        text = self.draw(self.locale(culture.get(language, "US")).job)
        text = re.sub(r"\*in\b| / .*|/-?\w+", "", text)
        return (
            text[:1].upper() + text[1:45].rsplit(" ", 1)[0]
            if len(text) > 45
            else text[:1].upper() + text[1:]
        )

    def brand(self) -> str:
        """Return a coined or borrowed name for a firm."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.42:
            return self.pick(entries("firms", "brands", "words"))
        if kind < 0.85:
            start = self.pick(entries("firms", "brands", "starts"))
            end = self.pick(entries("firms", "brands", "ends"))
            word = (start + end).capitalize()
            if rng.random() < 0.12:
                word = start.capitalize() + end.capitalize()
            if rng.random() < 0.08:
                word = start.capitalize() + "-" + end.capitalize()
            return word.upper() if rng.random() < 0.1 else word
        if kind < 0.95:
            letters = "bcdfghjklmnprstvz"
            shape = [rng.choice(letters) + rng.choice("aeiou") for _ in range(rng.randint(2, 3))]
            return ("".join(shape) + rng.choice(["", "n", "x", "s", "r"])).capitalize()
        return self.acronym()

    def acronym(self) -> str:
        """Return two to four capitals."""
        letters = "ABCDEFGHIKLMNOPRSTUVW"
        word = "".join(self.rng.choice(letters) for _ in range(self.rng.choice([2, 3, 3, 3, 4])))
        return ".".join(word) + "." if self.rng.random() < 0.08 else word

    def entry(self, name: str, section: str, key: str) -> str:
        """Return one entry of a word list, "" when the list is empty."""
        options = entries(name, section, key)
        return self.pick(options) if options else ""
